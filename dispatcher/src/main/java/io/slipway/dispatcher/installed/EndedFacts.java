package io.slipway.dispatcher.installed;

import io.slipway.contract.GameServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Drift;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Unsure;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts from targets that ended, apart from those of a release. */
final class EndedFacts {
    private EndedFacts() {}

    /** Of a hot update: its files lie on whichever game server says so. */
    static Stream<Fact> ofHotUpdate(JobHead job, Target target) {
        Map<String, ServerResult> results = results(target);
        String manifest = Objects.requireNonNull(job.manifest(), "what was applied has a manifest");
        Instant now = Fact.endOf(target);
        return target.servers().stream().flatMap(server -> {
            ServerResult result = results.get(server.name());
            if (result != null && result.update().status()) {
                return Stream.of(Fact.of(job, target, server.name(), next -> lay(next, job, manifest, now)));
            }
            boolean refused = result != null && result.update().data().startsWith(ServerResult.NOT_UPDATED);
            return target.state() == TargetState.UNKNOWN && !refused
                    ? Stream.of(Fact.of(
                            job,
                            target,
                            server.name(),
                            next -> next.doubt(new Unsure(job.id(), job.version(), manifest, now))))
                    : Stream.empty();
        });
    }

    /** What was there before keeps its place: a retry and a reapply bring no second one. */
    private static void lay(NextInstallation next, JobHead job, String manifest, Instant now) {
        VersionRef version = job.version();
        Base base = next.base();
        String tree = base == null ? null : base.tree();
        next.sure(one -> one.manifest().equals(manifest) && one.version().equals(version));
        if (next.patches().stream().anyMatch(patch -> patch.brings(version, manifest))) {
            next.change(patch -> patch.brings(version, manifest) ? patch.again(now, tree) : patch);
        } else {
            next.add(new Patch(job.id(), version, manifest, now, null, tree));
        }
    }

    /**
     * Of a service job: a process that began anew has lost what was loaded into it.
     *
     * @param shared names that are one process
     */
    static Stream<Fact> ofControl(JobHead job, Target target, SharedProcesses shared) {
        Map<String, ServerResult> results = results(target);
        Lost lost = new Lost(Why.RESTART, Fact.endOf(target), job.id());
        return target.servers().stream()
                .map(GameServer::name)
                .filter(name -> {
                    ServerResult result = results.get(name);
                    return result != null
                            && result.update().status()
                            && !result.update().data().startsWith(ServerResult.ALREADY_RUNNING);
                })
                .flatMap(name -> shared.with(target.key(), name).stream())
                .distinct()
                .map(name -> Fact.of(job, target, name, next -> next.lose(lost)));
    }

    /** Of a drift job: what was looked at has to be what is in place still. */
    static Stream<Fact> ofComparison(JobHead job, Target target) {
        Map<String, ServerResult> results = results(target);
        Map<String, String> trees =
                Objects.requireNonNullElse(target.comparison(), List.<io.slipway.contract.ComparedServer>of()).stream()
                        .collect(Collectors.toMap(one -> one.server().name(), one -> one.tree(), (a, b) -> a));
        return target.servers().stream().map(GameServer::name).flatMap(name -> {
            ServerResult result = results.get(name);
            Long differences = result == null || result.tree() == null
                    ? null
                    : result.tree().differences();
            return differences == null
                    ? Stream.empty()
                    : Stream.of(Fact.of(job, target, name, next -> {
                        Base base = next.base();
                        if (base != null && base.tree().equals(trees.get(name))) {
                            next.drift(new Drift(job.id(), Fact.endOf(target), differences));
                        }
                    }));
        });
    }

    private static Map<String, ServerResult> results(Target target) {
        return target.results().stream()
                .collect(Collectors.toMap(ServerOutcome::server, ServerOutcome::result, (first, second) -> first));
    }
}
