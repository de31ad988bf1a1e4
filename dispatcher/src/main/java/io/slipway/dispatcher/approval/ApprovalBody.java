package io.slipway.dispatcher.approval;

import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** A request that somebody else is to say yes to. */
@Schema(name = "ApprovalRequest")
public record ApprovalBody(
        @Schema(description = "Which request: hot-updates, services or releases", example = "releases")
        String request,

        @Schema(description = "The body of that request", type = "object")
        JsonNode body,

        @Schema(description = "Why, for who decides; 4 to 200 characters", example = "修复充值问题,已在测试服验证")
        String reason) {}
