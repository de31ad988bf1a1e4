package io.slipway.dispatcher.request;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks for a snapshot of a version directory and its file list (requirement S4-2). */
public record FilePullBody(
        @Schema(
                description = "The page session's uuid, also the idempotency key",
                example = "350cf0ef-c12e-4bcc-d0df-369a09a4a357")
        String uuid,

        @Schema(example = "004200000") String version,

        @Schema(description = "Only hot_server; absent means it", example = "hot_server") @Nullable
        String updateType) {}
