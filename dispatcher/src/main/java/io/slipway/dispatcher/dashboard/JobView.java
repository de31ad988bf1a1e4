package io.slipway.dispatcher.dashboard;

import io.slipway.contract.ReleaseServers;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.WorkHead;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A job as it is shown. */
@Schema(name = "Job")
public record JobView(
        String jobId,
        JobKind kind,

        @Schema(description = "Rises with every accepted job")
        long seq,

        String project,
        String area,
        String areaCode,
        String uuid,
        String version,
        String updateType,

        @Schema(description = "0 or 1, of a client update") @Nullable
        Integer clientType,

        @Schema(
                description = "Of a service job",
                allowableValues = {"start", "stop", "restart"})
        @Nullable
        String action,

        @Schema(description = "Of a package or release job: what is built (项目类型)", example = "GameServer") @Nullable
        String appType,

        @Schema(
                description = "Of a release job",
                allowableValues = {"release", "rollback", "converge"})
        @Nullable
        String purpose,

        @Schema(description = "Of a release job: the plan it runs") @Nullable
        String planId,

        @Schema(description = "Of a release job: name of the version's directory on a host") @Nullable
        String tree,

        JobState state,

        @Schema(description = "1, and one more for each retry")
        int round,

        List<StepView> steps,

        @Schema(description = "Why it ended as it did, where the targets do not say it") @Nullable
        String note,

        @Schema(description = "Why it begins no further host, while it is PAUSED") @Nullable
        PauseView pause,

        @Schema(description = "In the answer to an act: what it took hold of, or would") @Nullable
        CoverageView covers,

        String createdBy,

        @Schema(description = "Who said yes, where the project asks for that") @Nullable
        String approvedBy,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Map<String, String> links) {

    /** One stage of the job. */
    @Schema(name = "Step")
    public record StepView(
            StepKind kind,
            StepState state,
            @Schema(description = "Number of targets") int targets,

            @Schema(description = "Number of targets in each state; not given in lists of jobs") @Nullable
            Map<TargetState, Integer> counts,

            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        static StepView of(JobStep step, @Nullable Map<TargetState, Integer> counts) {
            return new StepView(
                    step.kind(), step.state(), step.targets().size(), counts, step.startedAt(), step.finishedAt());
        }
    }

    /**
     * Without counts, for lists: counting would read every target.
     *
     * @param work null for jobs that are not about whole versions
     */
    static JobView brief(Job job, @Nullable WorkHead work) {
        return of(
                job,
                work,
                job.steps().stream().map(step -> StepView.of(step, null)).toList());
    }

    /** @param states target id to its state, for every target of the job */
    static JobView counted(Job job, @Nullable WorkHead work, Map<String, TargetState> states) {
        return of(
                job,
                work,
                job.steps().stream()
                        .map(step -> StepView.of(step, count(step, states)))
                        .toList());
    }

    JobView covering(CoverageView what) {
        return new JobView(
                jobId,
                kind,
                seq,
                project,
                area,
                areaCode,
                uuid,
                version,
                updateType,
                clientType,
                action,
                appType,
                purpose,
                planId,
                tree,
                state,
                round,
                steps,
                note,
                pause,
                what,
                createdBy,
                approvedBy,
                createdAt,
                startedAt,
                finishedAt,
                links);
    }

    private static Map<TargetState, Integer> count(JobStep step, Map<String, TargetState> states) {
        Map<TargetState, Integer> counts = new TreeMap<>();
        for (String target : step.targets()) {
            counts.merge(states.getOrDefault(target, TargetState.PENDING), 1, Integer::sum);
        }
        return counts;
    }

    private static JobView of(Job job, @Nullable WorkHead head, List<StepView> steps) {
        VersionRef version = job.version();
        WorkHead.Work work = head == null ? null : head.work();
        boolean release = job.kind() == JobKind.RELEASE;
        return new JobView(
                job.id(),
                job.kind(),
                job.seq(),
                job.project(),
                job.area(),
                version.areaCode(),
                release ? job.id() : version.uuid(),
                version.version(),
                version.updateType(),
                version.clientType(),
                job.kind() == JobKind.SERVICE ? version.version() : null,
                work == null ? null : work.appType(),
                work == null || work.purpose() == null
                        ? null
                        : work.purpose().name().toLowerCase(Locale.ROOT),
                work == null ? null : work.planId(),
                release && job.manifest() != null ? ReleaseServers.treeName(version, job.manifest()) : null,
                job.state(),
                job.round(),
                steps,
                job.note(),
                job.rollout() == null ? null : PauseView.of(job.rollout().pause()),
                null,
                job.createdBy(),
                job.approvedBy(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                links(job));
    }

    private static Map<String, String> links(Job job) {
        String self = "/api/v1/jobs/" + job.id();
        Map<String, String> links = new TreeMap<>(Map.of(
                "self", self,
                "targets", self + "/targets",
                "callbacks", self + "/callbacks",
                "events", self + "/events"));
        if (job.rollout() != null) {
            links.put("waves", self + "/waves");
        }
        if ((job.kind() == JobKind.FILE_PULL || job.kind() == JobKind.PACKAGE) && job.state() == JobState.SUCCEEDED) {
            links.put("files", self + "/files");
        }
        return links;
    }
}
