package io.slipway.dispatcher.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What one may do in a project. */
@Schema(name = "Grant")
public record GrantBody(
        @Schema(description = "Its code, or `*` for every project", example = "ssss")
        String project,

        @Schema(description = "viewer, operator, releaser, approver, admin", example = "[\"operator\"]")
        List<String> roles) {}
