package io.slipway.dispatcher.account;

import io.slipway.dispatcher.store.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as it is listed. */
@Schema(name = "Account")
public record AccountView(
        @Schema(example = "li.ming") String name,
        @Schema(example = "李明") String displayName,

        @Schema(description = "local, ldap or oidc", example = "local")
        String source,

        @Schema(description = "Those given here; what groups of a directory give comes at each login")
        List<GrantBody> grants,

        boolean disabled,
        Instant createdAt,
        @Nullable Instant lastLoginAt,

        @Schema(description = "To be sent back with a change")
        long revision) {
    static AccountView of(Account account) {
        return new AccountView(
                account.name(),
                account.displayName(),
                account.source(),
                Grants.shownStored(account.grants()),
                account.disabled(),
                account.createdAt(),
                account.lastLoginAt(),
                account.revision());
    }
}
