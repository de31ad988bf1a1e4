package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.store.Approval.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request that waits for somebody else's yes, or what became of it. */
@Schema(name = "Approval")
public record ApprovalView(
        String id,
        String project,
        String area,
        String areaCode,

        @Schema(allowableValues = {"hot-updates", "services", "releases"})
        String request,

        @Schema(description = "The body of that request", type = "object")
        JsonNode body,

        ScopeView scope,
        @Schema(description = "Why its requester wants it") String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,

        @Schema(description = "Who approved, rejected or withdrew it; null where it ended by itself") @Nullable
        String decidedBy,

        @Nullable Instant decidedAt,

        @Schema(description = "What was said then, or why it ended by itself") @Nullable
        String decision,

        @Schema(description = "The job it became; null unless it began") @Nullable
        String jobId,

        @Schema(description = "Whether this caller may approve or reject it now")
        boolean mayDecide,

        @Schema(description = "Why not, in the language asked for") @Nullable
        String whyNot) {

    /** How much it touches. */
    @Schema(name = "ApprovalScope")
    public record ScopeView(
            @Schema(description = "Number of hosts") int ips,

            @Schema(description = "Number of game servers on them")
            int servers) {}
}
