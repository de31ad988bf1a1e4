package io.slipway.dispatcher.release;

import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.maintenance.MaintenanceGate;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.job.JobKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What does not keep a plan from being made, and may keep it from being run, or surprise who runs it. */
@Component
class PlanWarnings {
    private final MaintenanceGate maintenance;
    private final JobStore jobs;

    PlanWarnings(MaintenanceGate maintenance, JobStore jobs) {
        this.maintenance = maintenance;
        this.jobs = jobs;
    }

    List<Remark> of(PlanRequest request, List<PlannedHost> hosts, Collection<Installation> installations) {
        List<Remark> found = new ArrayList<>(request.warnings());
        closed(request.location().project().code(), found);
        busy(request.location().project().code(), request.location().area().name(), found);
        if (request.purpose() == Purpose.ROLLBACK) {
            List<String> sent = ids(hosts, server -> !server.holds());
            if (!sent.isEmpty()) {
                String names = Remarks.named(sent);
                found.add(Remarks.of(
                        "not_held",
                        "主机上已没有该版本,将从版本接收机重新下发: " + names,
                        "Their hosts do not hold the version any more and get it from the receiver: " + names));
            }
        }
        if (!request.options().adopt()) {
            List<String> unknown = ids(hosts, server -> server.from() == null);
            if (!unknown.isEmpty()) {
                String names = Remarks.named(unknown);
                found.add(Remarks.of(
                        "no_record",
                        "没有发布记录;若进程路径还是普通目录,需允许接管(adopt): " + names,
                        "No release has reached them; where the path is a plain directory, `adopt` is needed: "
                                + names));
            }
        }
        patches(hosts, installations, found);
        return List.copyOf(found);
    }

    private void closed(String project, List<Remark> found) {
        try {
            maintenance.admit(project, JobKind.RELEASE, null);
        } catch (ProblemException closed) {
            ProblemException.Hint hint = closed.hint();
            found.add(Remarks.of(
                    closed.code().wire(),
                    hint == null ? closed.code().wire() : hint.zh(),
                    hint == null ? closed.code().wire() : hint.en()));
        }
    }

    private void busy(String project, String area, List<Remark> found) {
        List<String> before = jobs.heads(jobs.activeIds(project)).values().stream()
                .filter(job ->
                        job.area().equals(area) && job.kind().changesHosts() && job.kind() != JobKind.CLIENT_UPDATE)
                .map(JobHead::id)
                .sorted()
                .toList();
        if (!before.isEmpty()) {
            String names = Remarks.named(before);
            found.add(Remarks.of(
                    "busy",
                    "该地区有未结束的任务,发布会排在其后: " + names,
                    "Jobs of the area that are not over; a release waits for them: " + names));
        }
    }

    private static void patches(List<PlannedHost> hosts, Collection<Installation> known, List<Remark> found) {
        List<String> planned = ids(hosts, server -> true);
        List<String> patched = known.stream()
                .filter(one -> one.patches().stream().anyMatch(patch -> patch.lost() == null))
                .map(one -> one.ip() + ":" + one.server())
                .filter(Set.copyOf(planned)::contains)
                .sorted()
                .toList();
        if (!patched.isEmpty()) {
            String names = Remarks.named(patched);
            found.add(Remarks.of(
                    "patches",
                    "发布后将不再含有之前的热更新: " + names,
                    "Hot updates laid over what runs there will be gone: " + names));
        }
    }

    private static List<String> ids(List<PlannedHost> hosts, Predicate<PlannedServer> which) {
        return hosts.stream().flatMap(host -> ids(host, which)).toList();
    }

    private static Stream<String> ids(PlannedHost host, Predicate<PlannedServer> which) {
        return host.servers().stream()
                .filter(which)
                .map(server -> host.ip() + ":" + server.released().server().name());
    }
}
