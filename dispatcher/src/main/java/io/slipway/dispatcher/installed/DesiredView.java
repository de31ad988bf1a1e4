package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.DesiredVersion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The version that the game servers of one type in an area should stand on. */
@Schema(name = "DesiredVersion")
public record DesiredView(
        @Schema(example = "大陆") String area,
        @Schema(example = "GameServer") String appType,
        @Schema(example = "004200000") String version,
        String manifest,

        @Schema(description = "The release that made it so; null where a person said it") @Nullable
        String jobId,

        Instant at,
        @Schema(description = "Name of the token") String by) {
    static DesiredView of(DesiredVersion one) {
        return new DesiredView(
                one.area(), one.appType(), one.version(), one.manifest(), one.jobId(), one.at(), one.by());
    }
}
