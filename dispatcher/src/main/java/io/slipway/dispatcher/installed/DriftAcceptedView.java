package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The drift job is stored. */
@Schema(name = "DriftAccepted")
public record DriftAcceptedView(
        String jobId,
        JobState state,

        @Schema(description = "True where the same request had been accepted before")
        boolean duplicate,

        @Schema(description = "Selected game servers that are left out; empty for a duplicate")
        List<SkippedView> skipped,

        Map<String, String> links) {
    static DriftAcceptedView of(JobIntake.Accepted accepted, List<SkippedView> skipped) {
        String job = "/api/v1/jobs/" + accepted.job().id();
        return new DriftAcceptedView(
                accepted.job().id(),
                accepted.job().state(),
                accepted.duplicate(),
                List.copyOf(skipped),
                Map.of("job", job, "drift", job + "/drift"));
    }
}
