package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks to put back hot updates that game servers lost. */
@Schema(name = "ReapplyRequest")
public record ReapplyBody(
        @Schema(
                description =
                        "At most 60 characters; also the idempotency key, and the jobs are `{uuid}-1`, `{uuid}-2`, ...",
                example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11")
        String uuid,

        Selection servers,

        @Schema(
                description =
                        "true: also those of a version that has been replaced since; a new version normally contains"
                                + " them. Absent: false")
        @Nullable
        Boolean includeReleased,

        @Schema(description = "true: commands that are not idempotent run again. Absent: such a request is refused")
        @Nullable
        Boolean repeatCommands) {
    boolean released() {
        return Boolean.TRUE.equals(includeReleased);
    }

    boolean repeats() {
        return Boolean.TRUE.equals(repeatCommands);
    }
}
