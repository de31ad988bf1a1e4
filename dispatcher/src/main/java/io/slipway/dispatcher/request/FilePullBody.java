package io.slipway.dispatcher.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Asks for a snapshot of a version directory and its file list (requirement S4-2). */
public record FilePullBody(
        @Schema(
                description = "The page session's uuid, also the idempotency key",
                example = "350cf0ef-c12e-4bcc-d0df-369a09a4a357")
        String uuid,

        @Schema(example = "004200000") String version,

        @Schema(description = "hot_server or hot_client; absent means hot_server", example = "hot_server") @Nullable
        String updateType,

        // Left out where absent, so that a request sent before there was this field is still the same request.
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description = "0 or 1, of hot_client only; needed where the version receiver keeps them apart",
                allowableValues = {"0", "1"})
        @Nullable
        Integer clientType) {}
