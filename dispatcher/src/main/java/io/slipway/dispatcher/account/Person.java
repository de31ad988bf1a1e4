package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.store.RoleGrant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone a directory vouches for.
 *
 * @param name for the account, as the directory writes it
 * @param subject what the directory calls the person for ever; null where the name is all there is
 * @param groupGrants what the person's groups give, now
 */
record Person(
        String name,
        String displayName,
        CallerSource source,
        @Nullable String subject,
        List<RoleGrant> groupGrants) {}
