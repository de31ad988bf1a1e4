package io.slipway.dispatcher.release;

import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.slipway.dispatcher.waves.WavesBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what a release would do; the answer can be run. */
@Schema(name = "ReleasePlanRequest")
public record PlanBody(
        @Schema(
                description = "Absent: release",
                allowableValues = {"release", "rollback", "converge"})
        @Nullable
        String purpose,

        @Schema(description = "What is released (项目类型); a rollback takes that of its job", example = "GameServer")
        @Nullable
        String appType,

        @Schema(
                description = "A READY package; a rollback takes what most of its game servers ran before",
                example = "004200000")
        @Nullable
        String version,

        @Schema(description = "Which game servers; not for a rollback, which is about those its job changed") @Nullable
        Selection servers,

        @Schema(description = "Of a rollback: the release job that is undone") @Nullable
        String rollbackOf,

        @Nullable WavesBody waves,

        @Schema(
                description =
                        "Relative names of files that belong to the host: carried over, never sent or compared. Absent:"
                                + " init.properties, jdbc.properties, redis.properties",
                example = "[\"init.properties\"]")
        @Nullable
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
