package io.slipway.dispatcher.account;

import io.slipway.dispatcher.account.GroupGrants.GroupGrant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A directory whose people may log in.
 *
 * @param url {@code ldaps://host:636}, or several with spaces between; not set by default: no directory
 * @param base below which people and groups are
 * @param userFilter finds the entry of a person, <code>{0}</code> is the typed name; default <code>(uid={0})</code>, for Active
 *     Directory <code>(sAMAccountName={0})</code>
 * @param bindDn who looks for them; absent: nobody in particular
 * @param bindPasswordFile its password, in a file of mode 600
 * @param groups name or whole DN of a group to what it gives
 */
@ConfigurationProperties("slipway.access.ldap")
record LdapProperties(
        @Nullable String url,
        @DefaultValue("") String base,
        @DefaultValue("(uid={0})") String userFilter,
        @Nullable String bindDn,
        @Nullable Path bindPasswordFile,
        @DefaultValue Map<String, List<GroupGrant>> groups) {
    LdapProperties {
        if (url != null && !userFilter.contains("{0}")) {
            throw new IllegalArgumentException("slipway.access.ldap.user-filter: has no {0} for the name");
        }
    }
}
