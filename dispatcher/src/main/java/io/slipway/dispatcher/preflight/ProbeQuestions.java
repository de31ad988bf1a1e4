package io.slipway.dispatcher.preflight;

import io.slipway.contract.Probe;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.contract.ProbePush;
import io.slipway.contract.ProbeSource;
import io.slipway.contract.RsyncManager;
import io.slipway.dispatcher.store.Project;
import io.slipway.job.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a worker of each role is asked; many hosts make several messages, each below the limit. */
final class ProbeQuestions {
    /** With at most 3,000 characters of names and 64 names a host stays below 3.5 KiB. */
    private static final int NAME_CHARS = 150_000;

    private static final int HOSTS = 250;

    private final PreflightScope scope;

    ProbeQuestions(PreflightScope scope) {
        this.scope = scope;
    }

    List<Probe> forRole(Role role, Duration limit) {
        long millis = Math.max(1, limit.toMillis());
        return switch (role) {
            case FILE_PULL ->
                List.of(new ProbeSource(
                        id(), millis, scope.project(), scope.location().areaCode(), scope.version()));
            case FILE_PUSH -> List.of(new ProbePush(id(), millis, pushed()));
            case FILE_RELAY ->
                List.of(new ProbePush(id(), millis, scope.location().area().rsyncManagers()));
            case OPS_MANAGER -> hosts(millis);
        };
    }

    private List<RsyncManager> pushed() {
        RsyncManager relay = scope.location().area().relay();
        return relay == null ? scope.location().area().rsyncManagers() : List.of(relay);
    }

    private List<Probe> hosts(long millis) {
        List<Probe> probes = new ArrayList<>();
        List<ProbedHost> chunk = new ArrayList<>();
        int chars = 0;
        for (ProbedHost host : scope.hosts()) {
            int more =
                    host.servers().stream().mapToInt(name -> name.length() + 3).sum();
            if (chunk.size() == HOSTS || chars + more > NAME_CHARS) {
                probes.add(hosts(millis, probes.isEmpty(), chunk));
                chunk.clear();
                chars = 0;
            }
            chunk.add(host);
            chars += more;
        }
        probes.add(hosts(millis, probes.isEmpty(), chunk));
        return probes;
    }

    private Probe hosts(long millis, boolean shared, List<ProbedHost> chunk) {
        return new ProbeHosts(
                id(),
                millis,
                scope.project(),
                scope.area(),
                scope.location().areaCode(),
                shared,
                scope.location().area().cdnRoots().stream()
                        .map(Project.CdnRoot::cdnRootUrl)
                        .toList(),
                List.copyOf(chunk));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
