package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.slipway.dispatcher.waves.WavesBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a plan that brings game servers to the desired version. */
@Schema(name = "ConvergePlanRequest")
public record ConvergeBody(
        @Schema(description = "项目类型", example = "GameServer")
        String appType,

        @Schema(description = "Among which; absent: all of the area") @Nullable
        Selection servers,

        @Schema(description = "A drift job: those it found to differ are brought back too") @Nullable
        String drift,

        @Nullable WavesBody waves,

        @Schema(description = "As for a release plan") @Nullable
        List<String> kept,

        @Schema(
                description = "What happens to the processes; absent: as_before",
                allowableValues = {"as_before", "running", "untouched"})
        @Nullable
        String processes,

        @Schema(description = "Whether a live directory that is no link of ours may be taken over; absent: false")
        @Nullable
        Boolean adopt,

        @Schema(description = "Game servers of a host that are down together, 1 to 64; absent: 1") @Nullable
        Integer atOnce,

        @Schema(description = "Whether monitoring is told to be silent meanwhile; absent: as the worker is set up")
        @Nullable
        Boolean silence) {}
