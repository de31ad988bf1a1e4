package io.slipway.opsmanager.board;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the processes of the hosts are read for the status board.
 *
 * @param interval time between two readings of a host, 1 s to 5 min, default 15 s
 * @param atOnce hosts read at once, 1 to 256, default 32; beside them, a quarter of that for hosts that did not answer last
 * @param deadline longest wait for one host, 100 ms to 1 min, default 5 s
 * @param ask how often the dispatcher is asked which hosts to read, 100 ms to 1 min, default 5 s; the dispatcher's
 *     {@code slipway.board.silent} should be three of them
 */
public record BoardSettings(
        @DefaultValue("15s") Duration interval,
        @DefaultValue("32") int atOnce,
        @DefaultValue("5s") Duration deadline,
        @DefaultValue("5s") Duration ask) {
    private static final int MOST_AT_ONCE = 256;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public BoardSettings {
        within("interval", interval, Duration.ofSeconds(1), Duration.ofMinutes(5));
        within("deadline", deadline, SHORTEST, MINUTE);
        within("ask", ask, SHORTEST, MINUTE);
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("board.at-once: 1 to " + MOST_AT_ONCE + ", not " + atOnce);
        }
    }

    /** All by default. */
    public static BoardSettings usual() {
        return new BoardSettings(Duration.ofSeconds(15), 32, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("board." + name + ": " + least + " to " + most + ", not " + value);
        }
    }
}
