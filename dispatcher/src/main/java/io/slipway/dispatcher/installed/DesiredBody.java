package io.slipway.dispatcher.installed;

import io.swagger.v3.oas.annotations.media.Schema;

/** Says which version the game servers of a type should stand on. */
@Schema(name = "DesiredVersionRequest")
public record DesiredBody(
        @Schema(description = "A READY package", example = "004200000")
        String version) {}
