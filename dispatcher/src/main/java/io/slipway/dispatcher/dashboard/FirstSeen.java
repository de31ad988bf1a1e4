package io.slipway.dispatcher.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when something has been seen again and again; what nobody has seen for a while begins anew. */
final class FirstSeen {
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();

    private record Sight(Instant first, Instant last) {}

    FirstSeen(Clock clock) {
        this.clock = clock;
    }

    /** To be asked each time it is seen. */
    Instant of(String what) {
        Instant now = clock.instant();
        sights.values().removeIf(sight -> sight.last().isBefore(now.minus(FORGOTTEN)));
        return sights.merge(what, new Sight(now, now), (known, again) -> new Sight(known.first(), now))
                .first();
    }
}
