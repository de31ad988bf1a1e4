package io.slipway.dispatcher.release;

import io.swagger.v3.oas.annotations.media.Schema;

/** Asks for a plan to be run. */
@Schema(name = "ReleaseRequest")
public record ReleaseBody(
        @Schema(description = "Also the idempotency key", example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11")
        String uuid,

        @Schema(description = "Id of an OPEN plan of the area")
        String plan) {}
