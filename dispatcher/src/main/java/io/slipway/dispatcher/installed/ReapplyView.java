package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.installed.ReapplyPlan.Step;
import io.slipway.dispatcher.plan.JobIntake.Accepted;
import io.slipway.dispatcher.store.JobInputs.ChosenFile;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jobs that put lost hot updates back, in their order; of a dry run what they would be. */
@Schema(name = "ReapplyJobs")
public record ReapplyView(List<JobLine> jobs) {
    private static final int MOST_FILES = 20;

    /** One hot update. */
    @Schema(name = "ReapplyJob")
    public record JobLine(
            @Schema(example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11-1")
            String jobId,

            @Schema(description = "Null in a dry run") @Nullable
            JobState state,

            @Schema(description = "True where the same request had been accepted before")
            boolean duplicate,

            @Schema(description = "The uuid of its files") String uuid,

            String version,
            @Schema(description = "Number of hosts") int hosts,

            @Schema(description = "Only in a dry run") @Nullable
            PlanLine plan,

            Map<String, String> links) {}

    /** What one job would do. */
    @Schema(name = "ReapplyPlan")
    public record PlanLine(
            @Schema(description = "The job that brought it first")
            String firstJobId,

            int files,

            @Schema(description = "The first of them, at most 20")
            List<String> first,

            List<String> commands,

            @Schema(description = "Those of the commands that must not run twice: needs `repeat_commands`")
            List<String> notIdempotent,

            List<HostLine> hosts) {}

    /** One host. */
    @Schema(name = "ReapplyHost")
    public record HostLine(
            @Schema(example = "10.1.1.1") String ip,
            @Schema(description = "Those that lost it") List<String> lost,

            @Schema(
                    description =
                            "Those that have it and get it again, since an older one with the same file is put back below it")
            List<String> again) {}

    static ReapplyView of(ReapplyPlan plan) {
        return new ReapplyView(plan.steps().stream()
                .map(step -> new JobLine(
                        step.patch().jobId(),
                        null,
                        false,
                        step.patch().version().uuid(),
                        step.patch().version().version(),
                        step.patch().hosts().size(),
                        line(step),
                        Map.of()))
                .toList());
    }

    static ReapplyView of(List<Accepted> accepted) {
        return new ReapplyView(accepted.stream()
                .map(one -> new JobLine(
                        one.job().id(),
                        one.job().state(),
                        one.duplicate(),
                        one.job().version().uuid(),
                        one.job().version().version(),
                        one.job().step(one.job().kind().lastStep()).targets().size(),
                        null,
                        Map.of("job", "/api/v1/jobs/" + one.job().id())))
                .toList());
    }

    private static PlanLine line(Step step) {
        return new PlanLine(
                step.patch().firstJobId(),
                step.first().files().size(),
                step.first().files().stream()
                        .limit(MOST_FILES)
                        .map(ChosenFile::name)
                        .toList(),
                step.first().commands().stream().map(command -> command.text()).toList(),
                step.repeated(),
                step.patch().hosts().stream()
                        .map(host -> {
                            List<String> names = host.servers().stream()
                                    .map(server -> server.name())
                                    .toList();
                            return new HostLine(
                                    host.ip(),
                                    names.stream()
                                            .filter(name -> step.lost().contains(host.ip() + ":" + name))
                                            .toList(),
                                    names.stream()
                                            .filter(name -> !step.lost().contains(host.ip() + ":" + name))
                                            .toList());
                        })
                        .toList());
    }
}
