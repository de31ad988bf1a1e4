package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessProperties;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.dispatcher.store.SessionStore;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together who logs in and how. */
@Configuration
@EnableConfigurationProperties({SessionProperties.class, LdapProperties.class, OidcProperties.class})
class AccountConfiguration {
    private static final String COOKIE = "slipway";

    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    SessionCookie sessionCookie(SessionProperties properties) {
        return new SessionCookie(COOKIE, properties.cookieSecure());
    }

    @Bean
    Sessions sessions(
            SessionStore store,
            AccountStore accounts,
            SessionCookie cookie,
            SessionProperties properties,
            AccessProperties access,
            Clock clock) {
        return new Sessions(store, accounts, cookie, properties, access, clock);
    }

    @Bean
    Logins logins(
            AccountStore accounts, Passwords passwords, ObjectProvider<PasswordDirectory> directories, Clock clock) {
        return new Logins(accounts, passwords, directories.stream().toList(), new LoginLimits(clock), clock);
    }

    @Bean
    @ConditionalOnProperty("slipway.access.ldap.url")
    LdapDirectory ldapDirectory(LdapProperties properties) {
        return new LdapDirectory(Objects.requireNonNull(properties.url()), properties);
    }

    @Bean
    @ConditionalOnProperty("slipway.access.oidc.issuer")
    OidcProvider oidcProvider(OidcProperties properties) {
        return new OidcProvider(Objects.requireNonNull(properties.issuer()), properties);
    }

    @Bean
    LoginWays loginWays(
            ObjectProvider<PasswordDirectory> directories,
            ObjectProvider<OidcProvider> provider,
            OidcProperties properties) {
        return new LoginWays(
                directories.stream().toList(), provider.getIfAvailable() == null ? null : properties.name());
    }

    @Bean
    DashboardAddress dashboardAddress(Environment environment) {
        return new DashboardAddress(environment.getProperty("slipway.dashboard.url"));
    }
}
