package io.slipway.dispatcher.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.dispatcher.waves.WavesBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks to start, stop or restart processes of game servers (requirement S2-10). */
public record ServiceBody(
        @Schema(description = "Also the idempotency key", example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11")
        String uuid,

        @Schema(allowableValues = {"start", "stop", "restart"})
        String action,

        Selection servers,

        @Schema(description = "Whether monitoring is told to be silent meanwhile; absent: as the worker is set up")
        @Nullable
        Boolean silence,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WavesBody waves) {

    /**
     * Exactly one of {@code ids}, {@code names}, {@code all} and the filters. Filters together: a server has to pass each of them;
     * values of one: it needs all of the labels, and one of the others. Only registered game servers of the area are ever found.
     */
    @Schema(
            name = "GameServerSelection",
            description =
                    "Exactly one of `ids`, `names`, `all: true`, and one or more of `labels`, `roles`, `ips`, `app_types`",
            example = "{\"labels\": [\"gray\"], \"roles\": [\"game\"]}")
    public record Selection(
            @Schema(example = "[\"10.1.1.1:qq_1\"]") @Nullable
            List<String> ids,

            @Schema(description = "IP to names", example = "{\"10.1.1.1\": [\"qq_1\", \"qq_2\"]}") @Nullable
            Map<String, List<String>> names,

            @Schema(description = "A server needs all of them") @Nullable
            List<String> labels,

            @Schema(description = "game, cross, cross_center") @Nullable
            List<String> roles,

            @Nullable List<String> ips,
            @Nullable List<String> appTypes,

            @Schema(description = "true: every game server of the area") @Nullable
            Boolean all) {}
}
