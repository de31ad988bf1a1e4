package io.slipway.dispatcher.waves;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a job goes over its hosts, as asked for; what is absent has a default. */
@Schema(name = "Waves", description = "How the job goes over its hosts; absent: all of them together")
public record WavesBody(
        @Schema(description = "Hosts of the first wave, in this order", example = "[\"10.1.1.1\"]") @Nullable
        List<String> canary,

        @Schema(
                description =
                        "Sizes of the waves after the canary: hosts (`5`) or a share of all hosts of the job (`10%`);"
                                + " what is left over is the last wave. Absent: all the rest together",
                example = "[\"5\", \"50%\"]")
        @Nullable
        List<String> sizes,

        @Schema(
                description = "Order of roles: a host with a game server of an earlier role goes before one without."
                        + " Absent: cross_center, cross, game",
                example = "[\"cross_center\", \"cross\", \"game\"]")
        @Nullable
        List<String> roles,

        @Schema(
                description =
                        "Hosts with a game server of one of these labels go before the others, whatever their role."
                                + " Absent: test",
                example = "[\"test\", \"gray\"]")
        @Nullable
        List<String> labelsFirst,

        @Schema(description = "Hosts worked on together, 1 to 500; absent: 20", example = "20") @Nullable
        Integer parallel,

        @Schema(
                description = "Between two waves: `continue`, `confirm` (a person resumes it), or `pause` for"
                        + " `pause_seconds`. Absent: confirm where there is a canary, else continue",
                allowableValues = {"continue", "confirm", "pause"})
        @Nullable
        String between,

        @Schema(description = "With `pause`: 1 to 86400") @Nullable
        Integer pauseSeconds,

        @Schema(
                description =
                        "Hosts that may fail, as a number (`2`) or a share of all hosts of the job (`5%`), before nothing"
                                + " more is begun. Absent: 0, so the first failure pauses the job",
                example = "0")
        @Nullable
        String maxFailures) {}
