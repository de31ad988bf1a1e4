package io.slipway.dispatcher.account;

import io.slipway.dispatcher.account.GroupGrants.GroupGrant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An OpenID provider whose people may log in. It has to know {@code {address}/api/v1/session/oidc/callback} as where they come back.
 *
 * @param name on the button, default {@code SSO}
 * @param issuer its address; {@code /.well-known/openid-configuration} below it is read at the first login; not set by default: no
 *     provider
 * @param clientId under which it knows this installation
 * @param clientSecretFile in a file of mode 600; absent: none, PKCE is used either way
 * @param scopes default {@code openid, profile, email}; some providers tell of groups only when asked
 * @param groupsClaim where the ID token names the groups, default {@code groups}
 * @param groups name of a group to what it gives
 */
@ConfigurationProperties("slipway.access.oidc")
record OidcProperties(
        @DefaultValue("SSO") String name,
        @Nullable String issuer,
        @DefaultValue("slipway") String clientId,
        @Nullable Path clientSecretFile,
        @DefaultValue({"openid", "profile", "email"}) Set<String> scopes,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, List<GroupGrant>> groups) {}
