package io.slipway.dispatcher.preflight;

import io.slipway.dispatcher.request.HotUpdateBody.ServerLists;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a preflight looks at beyond the set-up; everything may be absent. */
public record PreflightBody(
        @Schema(description = "A version that is to be on the receiver", example = "004200000") @Nullable
        String version,

        @Schema(
                description = "Game servers by role and IP, as update_server_list of a hot update: only these hosts and"
                        + " nodes are asked. Absent: every host of the area, with the nodes that are registered there")
        @Nullable
        ServerLists servers) {
    static final PreflightBody EMPTY = new PreflightBody(null, null);
}
