package io.slipway.dispatcher.release;

import io.slipway.contract.TreeReport;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobKind;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a release job changed, from its targets' results and, where a retry has written over those, from the record. */
@Component
class RollbackLook {
    private final JobStore jobs;
    private final TargetStore targets;
    private final InstallationStore installations;
    private final SelectedServers registry;

    RollbackLook(JobStore jobs, TargetStore targets, InstallationStore installations, SelectedServers registry) {
        this.jobs = jobs;
        this.targets = targets;
        this.installations = installations;
        this.registry = registry;
    }

    /**
     * @param version that most of them ran before; null where nothing is known of that
     * @param running by id of a game server, whether its process ran before
     */
    record Found(
            String appType,
            @Nullable String version,
            List<RegisteredServer> servers,
            Map<String, Boolean> running,
            List<Remark> refused,
            List<Remark> warnings) {}

    /** @param before name of the tree that was live; null where it was none of ours */
    private record Changed(
            String ip,
            String name,
            @Nullable String before,
            @Nullable Boolean ran,
            @Nullable Base now) {
        String id() {
            return ip + ":" + name;
        }
    }

    /**
     * @throws ProblemException {@code unknown_job}, {@code not_allowed_now} while it is not over, {@code nothing_changed}, or
     *     {@code bad_value} where it is no release
     */
    Found look(Location location, String jobId) {
        Job job = jobs.find(jobId)
                .filter(one -> one.project().equals(location.project().code())
                        && one.area().equals(location.area().name()))
                .orElseThrow(() -> at(ProblemCode.UNKNOWN_JOB));
        if (job.kind() != JobKind.RELEASE) {
            throw new ProblemException(
                    FieldProblem.of(ProblemCode.BAD_VALUE, "/rollback_of", "该任务不是发布任务", "That job is no release"));
        }
        if (!job.state().terminal()) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.NOT_ALLOWED_NOW,
                    "/rollback_of",
                    "该任务尚未结束,请等待或先取消",
                    "That job is not over; wait for it, or cancel it first"));
        }
        List<Target> hosts = targets.find(job.step(StepKind.RELEASE).targets());
        List<Changed> changed = changed(job, hosts);
        if (changed.isEmpty()) {
            throw at(ProblemCode.NOTHING_CHANGED);
        }
        return found(location, job, hosts, changed);
    }

    private List<Changed> changed(Job job, List<Target> hosts) {
        Map<String, Installation> records = installations.find(hosts.stream()
                .flatMap(host -> host.servers().stream()
                        .map(server -> Installation.idOf(job.project(), host.key(), server.name())))
                .toList());
        List<Changed> changed = new ArrayList<>();
        for (Target host : hosts) {
            Map<String, TreeReport> trees = trees(host);
            host.servers().forEach(server -> {
                Installation record = records.get(Installation.idOf(job.project(), host.key(), server.name()));
                Changed one = changed(job, host.key(), server.name(), trees.get(server.name()), record);
                if (one != null) {
                    changed.add(one);
                }
            });
        }
        return changed;
    }

    private static Map<String, TreeReport> trees(Target host) {
        Map<String, TreeReport> trees = new HashMap<>();
        for (ServerOutcome outcome : host.results()) {
            TreeReport tree = outcome.result().tree();
            if (tree != null) {
                trees.put(outcome.server(), tree);
            }
        }
        return trees;
    }

    private static @Nullable Changed changed(
            Job job, String ip, String name, @Nullable TreeReport seen, @Nullable Installation record) {
        Base now = record == null ? null : record.base();
        if (seen != null && seen.switchedAt() != null) {
            return new Changed(ip, name, seen.before(), seen.ranBefore(), now);
        }
        if (record == null) {
            return null;
        }
        List<Base> bases =
                Stream.concat(Stream.ofNullable(now), record.earlier().stream()).toList();
        for (int i = 0; i < bases.size(); i++) {
            if (bases.get(i).jobId().equals(job.id())) {
                if (i + 1 == bases.size()) {
                    return null; // it was found there with the version in place already
                }
                return new Changed(
                        ip, name, bases.get(i + 1).tree(), bases.get(i).ranBefore(), now);
            }
        }
        return null;
    }

    private Found found(Location location, Job job, List<Target> hosts, List<Changed> changed) {
        Map<String, RegisteredServer> known =
                registry.all(location).stream().collect(Collectors.toMap(RegisteredServer::id, Function.identity()));
        List<RegisteredServer> servers = new ArrayList<>();
        Map<String, Boolean> running = new HashMap<>();
        List<Remark> refused = new ArrayList<>();
        for (Changed one : changed) {
            RegisteredServer server = known.get(one.id());
            if (server == null) {
                refused.add(Remarks.about(
                        one.id(),
                        "unregistered_server",
                        one.id() + ": 已不再登记",
                        one.id() + ": It is not registered any more"));
                continue;
            }
            servers.add(server);
            Boolean ran = one.ran();
            if (ran != null) {
                running.put(one.id(), ran);
            }
        }
        String appType = Objects.requireNonNull(
                Objects.requireNonNull(jobs.inputs(job.id()).work()).appType());
        return new Found(appType, before(changed), servers, running, refused, warnings(job, hosts, changed));
    }

    /** The version in the name of the tree that most of them had. */
    private static @Nullable String before(List<Changed> changed) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        changed.stream()
                .map(Changed::before)
                .filter(Objects::nonNull)
                .forEach(tree -> counts.merge(tree, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .filter(tree -> tree.lastIndexOf('-') > 0)
                .map(tree -> tree.substring(0, tree.lastIndexOf('-')))
                .orElse(null);
    }

    private static List<Remark> warnings(Job job, List<Target> hosts, List<Changed> changed) {
        List<Remark> found = new ArrayList<>();
        List<String> unknown = hosts.stream()
                .filter(host -> host.state() == TargetState.UNKNOWN)
                .map(Target::key)
                .toList();
        if (!unknown.isEmpty()) {
            String names = Remarks.named(unknown);
            found.add(Remarks.of(
                    "unknown_hosts",
                    "该任务在这些主机上的结果未知,请先比对(drift): " + names,
                    "It is not known what that job did on these hosts, compare them first (drift): " + names));
        }
        List<String> since = changed.stream()
                .filter(one -> one.now() != null && !one.now().jobId().equals(job.id()))
                .map(Changed::id)
                .toList();
        if (!since.isEmpty()) {
            String names = Remarks.named(since);
            found.add(Remarks.of(
                    "changed_since", "之后又有其它发布改变过: " + names, "Another release has changed them since: " + names));
        }
        if (changed.stream().map(Changed::before).distinct().count() > 1) {
            found.add(Remarks.of(
                    "mixed_before",
                    "这些游戏服之前的版本不同,将统一回到计划中的版本",
                    "They did not all run the same version before; all of them get the one of the plan"));
        }
        return found;
    }

    private static ProblemException at(ProblemCode code) {
        return new ProblemException(FieldProblem.of(code, "/rollback_of"));
    }
}
