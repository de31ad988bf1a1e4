package io.slipway.opsmanager.erlang;

import java.time.Duration;

/** The moment by which something must be over, on the monotonic clock. */
final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, at least one millisecond because zero means "for ever" to sockets. */
    Duration left() {
        return Duration.ofMillis(Math.max(1, (endNanos - System.nanoTime()) / 1_000_000));
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }
}
