package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.store.Rollout.Pause;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a job begins no further host. */
@Schema(name = "Pause")
record PauseView(
        @Schema(
                description =
                        "`confirm`: a wave is over and the next one waits for a resume; `wait`: it begins by itself at `until`;"
                                + " `failures`: more hosts failed than may; `person`: somebody paused it",
                allowableValues = {"confirm", "wait", "failures", "person"})
        String reason,

        @Schema(description = "The wave that is over, or was in work")
        int wave,

        Instant since,
        @Nullable Instant until,
        @Nullable String by) {

    static @Nullable PauseView of(@Nullable Pause pause) {
        return pause == null
                ? null
                : new PauseView(
                        pause.reason().name().toLowerCase(Locale.ROOT),
                        pause.wave(),
                        pause.since(),
                        pause.until(),
                        pause.by());
    }
}
