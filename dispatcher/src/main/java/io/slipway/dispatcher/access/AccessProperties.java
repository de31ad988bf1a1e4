package io.slipway.dispatcher.access;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * API tokens, and how long anyone is believed to be who it was.
 *
 * @param firstTokenFile where the first start writes an admin token, mode 600; a file that is there already is taken as
 *     the token, if it is one; not set by default: then the first token has to be in the store already
 * @param lookupCache how long a token or a session that was found is not looked up again, and so how long one that was ended
 *     still works on another dispatcher; default 5 s
 */
@ConfigurationProperties("slipway.access")
public record AccessProperties(
        @Nullable Path firstTokenFile, @DefaultValue("5s") Duration lookupCache) {}
