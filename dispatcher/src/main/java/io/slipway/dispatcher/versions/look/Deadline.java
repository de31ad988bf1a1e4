package io.slipway.dispatcher.versions.look;

import java.time.Duration;

/** When a look has to be over, on the clock of {@link System#nanoTime()}. */
public record Deadline(long endNanos) {
    public static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    public Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    public boolean over() {
        return endNanos - System.nanoTime() <= 0;
    }
}
