package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Schedule;
import io.slipway.dispatcher.store.Schedule.MissedPolicy;
import io.slipway.dispatcher.store.Schedule.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job that begins later, or began. */
@Schema(name = "Schedule")
public record ScheduleView(
        @Schema(description = "Also the id of the job it becomes")
        String scheduleId,

        String project,
        String area,
        String areaCode,

        @Schema(description = "Which request", example = "hot-updates")
        String request,

        @Schema(description = "With the offset of its zone", example = "2026-12-01T04:00:00+08:00")
        String at,

        String zone,

        @Schema(description = "Seconds until it is due; null where it is not waiting") @Nullable
        Long dueInSeconds,

        MissedPolicy onMissed,
        int graceSeconds,
        @Nullable String overrideReason,
        State state,

        @Schema(description = "Why it is in that state, where there is more to say") @Nullable
        String note,

        String createdBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        long revision,
        Map<String, String> links) {

    static ScheduleView of(Schedule stored, Instant now, Language language) {
        String self = "/api/v1/schedules/" + stored.id();
        return new ScheduleView(
                stored.id(),
                stored.project(),
                stored.area(),
                stored.areaCode(),
                stored.form(),
                DueTime.text(stored.at(), stored.zone()),
                stored.zone(),
                stored.state() == State.WAITING
                        ? Math.max(0, Duration.between(now, stored.at()).toSeconds())
                        : null,
                stored.onMissed(),
                stored.graceSeconds(),
                stored.override(),
                stored.state(),
                language == Language.ZH ? stored.noteZh() : stored.noteEn(),
                stored.createdBy(),
                stored.createdAt(),
                stored.endedAt(),
                stored.revision(),
                stored.state() == State.STARTED
                        ? Map.of("self", self, "job", "/api/v1/jobs/" + stored.id())
                        : Map.of("self", self, "body", self + "/body"));
    }
}
