package io.slipway.dispatcher.release.packages;

import io.swagger.v3.oas.annotations.media.Schema;

/** Asks for a version as it was built to be unpacked, so that it can be released. */
@Schema(name = "PackageRequest")
public record PackageBody(
        @Schema(description = "Also the idempotency key", example = "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11")
        String uuid,

        @Schema(description = "What is built (项目类型)", example = "GameServer")
        String appType,

        @Schema(example = "004200000") String version) {}
