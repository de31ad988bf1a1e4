package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.swagger.v3.oas.annotations.media.Schema;

/** Asks to compare live directories with the record. */
@Schema(name = "DriftRequest")
public record DriftBody(
        @Schema(description = "Also the idempotency key", example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11")
        String uuid,

        Selection servers) {}
