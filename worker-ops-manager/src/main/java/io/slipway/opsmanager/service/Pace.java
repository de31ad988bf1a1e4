package io.slipway.opsmanager.service;

import java.time.Duration;

/**
 * When to look next: soon after something was asked, then after longer and longer pauses up to half a second, and again
 * right when the host's configuration says that it is due. Moments are of {@link System#nanoTime}.
 */
final class Pace {
    private static final long FIRST = Duration.ofMillis(10).toNanos();
    private static final long LONGEST = Duration.ofMillis(500).toNanos();

    private long due;
    private long pause = FIRST;
    private long next;

    /** @param due when the state should change by itself; at or before {@code now} where that is not known */
    void begin(long now, long due) {
        this.due = due;
        this.pause = FIRST;
        this.next = now + FIRST;
    }

    /** To be called after each look. */
    void looked(long now) {
        pause = Math.min(LONGEST, 2 * pause);
        next = now + pause;
        if (now < due && next >= due) {
            next = due;
            pause = FIRST / 2;
            due = now; // only once
        }
    }

    long next() {
        return next;
    }
}
