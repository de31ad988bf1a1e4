package io.slipway.dispatcher.queues;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A queue as it is now. */
@Schema(name = "Queue")
public record QueueView(
        @Schema(example = "file_push8") String name,

        @Schema(
                description =
                        "Of the workers that take from it; `dispatcher` where that is the dispatcher, `other` else")
        String role,

        @Schema(description = "Whose work goes there; null where that is more than one project, or none") @Nullable
        String project,

        @Schema(description = "Messages that no worker holds; null where the broker does not answer") @Nullable
        Long depth,

        @Schema(description = "Processes that take from it; null where the broker does not answer") @Nullable
        Integer consumers,

        @Schema(description = "How long the oldest order waits for a worker; null where none waits") @Nullable
        Long oldestSeconds,

        @Schema(description = "Dead letters of the last 30 days")
        int dead) {}
