package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.store.Schedule.MissedPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job request with the time it is due: exactly one of {@code at} and {@code delay_seconds}. */
@Schema(name = "ScheduleBody")
public record ScheduleBody(
        @Schema(description = "Which request: hot-updates, file-pulls or services", example = "hot-updates")
        String request,

        @Schema(description = "The body of that request", type = "object")
        JsonNode body,

        @Schema(
                description = "With an offset, or local time of the zone; at most a year ahead",
                example = "2026-12-01T04:00:00")
        @Nullable
        String at,

        @Schema(description = "Instead of at: so many seconds from now, 1 to a year", example = "3600") @Nullable
        Long delaySeconds,

        @Schema(
                description = "Time zone of at, and the one it is shown in; absent: Asia/Shanghai",
                example = "Asia/Shanghai")
        @Nullable
        String zone,

        @Schema(
                description =
                        "Where it could not begin within the grace, for example because no dispatcher ran: SKIP (the"
                                + " default) leaves it, RUN begins it late. It is shown either way.")
        @Nullable
        MissedPolicy onMissed,

        @Schema(description = "How late it may begin, 1 to 86400; absent: 600", example = "600") @Nullable
        Integer graceSeconds,

        @Schema(
                description =
                        "Why it may begin in a freeze or outside the windows, 4 to 200 characters; kept in the audit")
        @Nullable
        String overrideReason,

        @Schema(description = "For a change: the revision that was read") @Nullable
        Long revision) {}
