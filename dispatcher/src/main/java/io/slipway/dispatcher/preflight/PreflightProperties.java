package io.slipway.dispatcher.preflight;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a preflight is done.
 *
 * @param limit time for all of it, 5 s to 60 s, default 20 s; workers get three seconds less
 * @param atOnce how many this dispatcher does at once, from 1, default 4; one more is refused
 */
@ConfigurationProperties("slipway.preflight")
public record PreflightProperties(
        @DefaultValue("20s") Duration limit,
        @DefaultValue("4") int atOnce) {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public PreflightProperties {
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("slipway.preflight.limit: 5 s to 60 s, not " + limit);
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("slipway.preflight.at-once: at least 1");
        }
    }
}
