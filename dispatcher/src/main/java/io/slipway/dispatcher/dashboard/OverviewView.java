package io.slipway.dispatcher.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.dispatcher.approval.ApprovalView;
import io.slipway.dispatcher.queues.QueueView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What goes on now, as far as the caller may see it. */
@Schema(name = "Overview")
record OverviewView(
        @Schema(description = "With the counts of their targets, newest first, at most 20")
        List<JobView> running,

        @Schema(description = "As those that run") List<JobView> paused,

        @JsonProperty("failed_24h") FailedView failed,

        @Schema(description = "On which this caller may decide")
        List<ApprovalView> waitingForMe,

        WorkersView workers,
        List<QueueView> queues,
        List<ProblemView> problems) {

    /** Jobs that ended with failures in the last 24 hours. */
    @Schema(name = "FailedJobs")
    record FailedView(
            @Schema(description = "At most 500 are counted") int count,

            @Schema(description = "The last 20, without counts of their targets")
            List<JobView> jobs) {}

    /** How many worker processes there are. */
    @Schema(name = "WorkerCounts")
    record WorkersView(
            int ready,

            @Schema(description = "Silent for more than 20 s, shown for an hour")
            int lost) {}

    /** Something that somebody should look after. */
    @Schema(name = "OverviewProblem")
    record ProblemView(
            @Schema(
                    allowableValues = {"worker_lost", "broker_away", "queue_unserved", "dead_letters", "callbacks_dead"
                    })
            String code,

            @Schema(description = "What it is about: a worker, a queue, a project")
            String subject,

            @Schema(description = "What is wrong and what to do, in the language asked for")
            String text,

            @Schema(description = "When it began, as far as that is known")
            Instant since,

            @Schema(description = "Page of the dashboard", example = "/callbacks?project=ssss&state=EXHAUSTED")
            String link) {}
}
