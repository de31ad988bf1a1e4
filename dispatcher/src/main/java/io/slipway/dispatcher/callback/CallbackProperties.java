package io.slipway.dispatcher.callback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are sent.
 *
 * @param timeout limit of one try, default 15 s
 * @param perEndpoint tries in flight to one CMDB, default 4
 * @param backoff pauses before the tries, the first for the first one, each jittered by 20 %; after the last the callback is exhausted.
 *     Default 0 s, 5 s, 30 s, 2 m, 5 m, then 8 m for three days: a CMDB that is back is told of everything within ten minutes
 */
@ConfigurationProperties("slipway.callback")
public record CallbackProperties(
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("4") int perEndpoint,
        @DefaultValue List<Duration> backoff) {

    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final int LONGEST_TIMES = 540;

    public CallbackProperties {
        if (perEndpoint < 1) {
            throw new IllegalArgumentException("slipway.callback.per-endpoint: at least 1");
        }
        backoff = backoff.isEmpty() ? usual() : List.copyOf(backoff);
    }

    private static List<Duration> usual() {
        List<Duration> pauses = new ArrayList<>(List.of(
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5)));
        pauses.addAll(Collections.nCopies(LONGEST_TIMES, LONGEST));
        return List.copyOf(pauses);
    }
}
