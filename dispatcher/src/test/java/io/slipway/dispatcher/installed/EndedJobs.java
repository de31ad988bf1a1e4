package io.slipway.dispatcher.installed;

import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.ServiceAction;
import io.slipway.contract.TreeReport;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Control;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs of one host that are over, each a minute after the one before. */
final class EndedJobs {
    static final String IP = "10.1.1.1";
    static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

    private final JobStore jobs;
    private long seq;

    /** A job and its only target. */
    record Ended(Job job, Target target) {
        String tree() {
            return ReleaseServers.treeName(job.version(), java.util.Objects.requireNonNull(job.manifest()));
        }

        Instant at() {
            return java.util.Objects.requireNonNull(target.finishedAt());
        }

        /** The same with another end of the job. */
        Ended over(JobState state) {
            return new Ended(copy(state, job.manifest()), target);
        }

        /** The same, ended before its files were known. */
        Ended withoutManifest() {
            return new Ended(copy(job.state(), null), target);
        }

        private Job copy(JobState state, @Nullable String manifest) {
            return new Job(
                    job.id(),
                    job.kind(),
                    job.seq(),
                    job.project(),
                    job.area(),
                    job.version(),
                    job.fingerprint(),
                    state,
                    job.round(),
                    job.steps(),
                    manifest,
                    null,
                    job.createdBy(),
                    null,
                    job.createdAt(),
                    job.startedAt(),
                    job.finishedAt(),
                    false,
                    null,
                    0);
        }

        /** The same job after another attempt. */
        Ended again(Map<String, ServerResult> results, TargetState state) {
            return new Ended(job, EndedJobs.target(target, target.attempt() + 1, at().plusSeconds(20), results, state));
        }
    }

    EndedJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    Ended release(String version, Purpose purpose, Map<String, ServerResult> results, TargetState state) {
        return release(version, purpose, ProcessesAfter.AS_BEFORE, results, state);
    }

    Ended release(
            String version,
            Purpose purpose,
            ProcessesAfter processes,
            Map<String, ServerResult> results,
            TargetState state) {
        long number = ++seq;
        String id = "release-" + number;
        TreeWork work = new TreeWork(
                "GameServer", manifestOf(version), List.of(), purpose, List.of(), List.of(), "plan-" + number);
        jobs.claim(JobInputs.ofTrees(id, "print", List.of(), List.of(), work));
        Release release = new Release(
                results.keySet().stream()
                        .map(name -> new ReleasedServer(new GameServer("game", name), "/data/" + name, null))
                        .toList(),
                List.of("init.properties"),
                KeptFrom.LIVE,
                processes,
                false,
                1,
                null);
        VersionRef ref = new VersionRef(VersionRef.RELEASE, "ssss", "cn", "package-" + version, version);
        return ended(JobKind.RELEASE, id, number, ref, manifestOf(version), null, release, null, results, state);
    }

    /** The name of a version's tree. */
    static String treeOf(String version) {
        return ReleaseServers.treeName(
                new VersionRef(VersionRef.RELEASE, "ssss", "cn", "package-" + version, version), manifestOf(version));
    }

    static String manifestOf(String version) {
        return io.slipway.contract.Sha256.hex(version.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Ended hotUpdate(String name, Map<String, ServerResult> results, TargetState state) {
        long number = ++seq;
        VersionRef ref = new VersionRef(VersionRef.HOT_SERVER, "ssss", "cn", name, "004200001");
        return ended(JobKind.HOT_UPDATE, name, number, ref, manifestOf(name), null, null, null, results, state);
    }

    /** Another job that brings the same. */
    Ended sameHotUpdate(Ended first, String id, Map<String, ServerResult> results) {
        return ended(
                JobKind.HOT_UPDATE,
                id,
                ++seq,
                first.job().version(),
                first.job().manifest(),
                null,
                null,
                null,
                results,
                TargetState.SUCCEEDED);
    }

    Ended service(ServiceAction action, Map<String, ServerResult> results) {
        long number = ++seq;
        VersionRef ref = new VersionRef(VersionRef.SERVICE, "ssss", "cn", "s" + number, action.wire());
        return ended(
                JobKind.SERVICE,
                "service-" + number,
                number,
                ref,
                null,
                new Control(action, null),
                null,
                null,
                results,
                TargetState.SUCCEEDED);
    }

    Ended drift(String tree, Map<String, ServerResult> results) {
        long number = ++seq;
        VersionRef ref = new VersionRef(VersionRef.DRIFT, "ssss", "cn", "d" + number, "drift");
        List<ComparedServer> compared = results.keySet().stream()
                .map(name -> new ComparedServer(
                        new GameServer("game", name), "/data/" + name, tree, manifestOf("any"), null))
                .toList();
        return ended(
                JobKind.DRIFT,
                "drift-" + number,
                number,
                ref,
                null,
                null,
                null,
                compared,
                results,
                TargetState.SUCCEEDED);
    }

    /** Results by game server; an odd number of arguments is a mistake of the test. */
    static Map<String, ServerResult> results(Object... namesAndResults) {
        Map<String, ServerResult> results = new LinkedHashMap<>();
        for (int i = 0; i < namesAndResults.length; i += 2) {
            results.put((String) namesAndResults[i], (ServerResult) namesAndResults[i + 1]);
        }
        return results;
    }

    static ServerResult ok() {
        return new ServerResult(new Part("ok", true), new Part("ok", true));
    }

    static ServerResult failed(String text) {
        return new ServerResult(new Part(text, false), new Part(text, false));
    }

    /** Live on that tree. @param switched whether this order switched */
    static ServerResult on(String tree, boolean switched, boolean well) {
        return new ServerResult(
                new Part("", switched),
                new Part("", well),
                new TreeReport(
                        tree, "before", switched ? BEGIN : null, true, List.of(tree, "older"), List.of(), null, null));
    }

    static ServerResult compared(long differences) {
        return new ServerResult(
                new Part("", true),
                new Part("", true),
                new TreeReport(null, null, null, null, null, null, differences, List.of()));
    }

    private Ended ended(
            JobKind kind,
            String id,
            long number,
            VersionRef version,
            @Nullable String manifest,
            @Nullable Control control,
            @Nullable Release release,
            @Nullable List<ComparedServer> comparison,
            Map<String, ServerResult> results,
            TargetState state) {
        Instant now = BEGIN.plusSeconds(60 * number);
        Target blank = new Target(
                Target.idOf(id, kind.lastStep(), IP),
                id,
                kind.lastStep(),
                IP,
                TargetState.RUNNING,
                1,
                null,
                results.keySet().stream()
                        .map(name -> new GameServer("game", name))
                        .toList(),
                null,
                control,
                release,
                comparison,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                0,
                List.of(),
                null,
                now.minusSeconds(10),
                null,
                null,
                null);
        List<JobStep> steps = new ArrayList<>();
        for (StepKind step : kind.steps()) {
            steps.add(new JobStep(step, StepState.SUCCEEDED, List.of(Target.idOf(id, step, IP)), null, null));
        }
        JobState over = state == TargetState.SUCCEEDED ? JobState.SUCCEEDED : JobState.FAILED;
        Job job = new Job(
                id, kind, number, "ssss", "大陆", version, "print", over, 1, steps, manifest, null, "ops", null, now, now,
                now, false, null, 0);
        return new Ended(job, target(blank, 1, now, results, state));
    }

    private static Target target(
            Target before, int attempt, Instant end, Map<String, ServerResult> results, TargetState state) {
        return new Target(
                before.id(),
                before.jobId(),
                before.step(),
                before.key(),
                state,
                attempt,
                null,
                before.servers(),
                null,
                before.control(),
                before.release(),
                before.comparison(),
                null,
                null,
                null,
                null,
                results.entrySet().stream()
                        .filter(entry -> entry.getValue() != NOTHING)
                        .map(entry -> new ServerOutcome(entry.getKey(), entry.getValue()))
                        .toList(),
                0,
                0,
                List.of(),
                null,
                end.minusSeconds(10),
                end,
                null,
                null);
    }

    /** In the place of a result that nobody reported. */
    static final ServerResult NOTHING = failed("nothing");
}
