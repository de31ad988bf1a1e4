package io.slipway.dispatcher.request;

import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** The job is stored. */
@Schema(name = "Accepted")
public record AcceptedView(
        @Schema(example = "350cf0ef-c12e-4bcc-d0df-369a09a4a357")
        String jobId,

        JobState state,

        @Schema(description = "True where the same request had been accepted before")
        boolean duplicate,

        @Schema(example = "{\"job\": \"/api/v1/jobs/350cf0ef-c12e-4bcc-d0df-369a09a4a357\"}")
        Map<String, String> links) {

    public static AcceptedView of(JobIntake.Accepted accepted) {
        String job = "/api/v1/jobs/" + accepted.job().id();
        return new AcceptedView(
                accepted.job().id(),
                accepted.job().state(),
                accepted.duplicate(),
                Map.of("job", job, "targets", job + "/targets", "events", job + "/events"));
    }
}
