package io.slipway.dispatcher.account;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * People who log in with a browser.
 *
 * @param firstPasswordFile where a start writes the password of the account {@code admin} if there is no account at all, mode 600; a
 *     file that is there already is taken as the password; not set by default: then there has to be an account, or a directory
 * @param cookieSecure whether the cookie goes over https alone, default true; false for plain http inside a network of one's own
 * @param session how long one stays logged in
 * @param confirmServers from more game servers than this on the dashboard has the scope typed, default 50
 */
@ConfigurationProperties("slipway.access")
record SessionProperties(
        @Nullable Path firstPasswordFile,
        @DefaultValue("true") boolean cookieSecure,
        @DefaultValue Lifetime session,
        @DefaultValue("50") int confirmServers) {

    /**
     * Both ends of a session.
     *
     * @param idle without a request, default 8 h
     * @param longest in any case, default 24 h
     */
    record Lifetime(
            @DefaultValue("8h") Duration idle,
            @DefaultValue("24h") Duration longest) {}
}
