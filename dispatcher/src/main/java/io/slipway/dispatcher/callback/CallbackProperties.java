package io.slipway.dispatcher.callback;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are sent.
 *
 * @param timeout limit of one try, default 15 s
 * @param perEndpoint tries in flight to one CMDB, default 4
 * @param backoff pauses before the tries, the first for the first one; default 0 s, 5 s, 30 s, 2 m, 5 m, 30 m, 2 h, 5 h, 10 h,
 *     14 h, 20 h, 24 h, each jittered by 20 %. After the last the callback is exhausted
 */
@ConfigurationProperties("slipway.callback")
public record CallbackProperties(
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("4") int perEndpoint,

        @DefaultValue({"0s", "5s", "30s", "2m", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> backoff) {

    public CallbackProperties {
        if (perEndpoint < 1) {
            throw new IllegalArgumentException("slipway.callback.per-endpoint: at least 1");
        }
        if (backoff.isEmpty()) {
            throw new IllegalArgumentException("slipway.callback.backoff: at least one try");
        }
    }
}
