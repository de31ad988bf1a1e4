package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who one is, and what one may do. */
@Schema(name = "Me")
public record MeView(
        @Schema(example = "li.ming") String account,
        @Schema(example = "李明") String displayName,

        @Schema(description = "local, ldap, oidc or token", example = "local")
        String source,

        List<GrantBody> grants,

        @Schema(description = "To be sent as `X-CSRF-Token` with whatever changes something; null for a token")
        @Nullable
        String csrf,

        @Schema(description = "When the session ends unless it is used; null for a token without an end") @Nullable
        Instant expiresAt,

        @Schema(description = "From more game servers than this on a scope is to be typed", example = "50")
        int confirmServers) {

    static MeView of(Caller caller, @Nullable String sessionId, int confirmServers) {
        return new MeView(
                caller.name(),
                caller.displayName(),
                caller.source().wire(),
                Grants.shown(caller.grants()),
                sessionId == null ? null : SessionId.csrf(sessionId),
                caller.expiresAt(),
                confirmServers);
    }
}
