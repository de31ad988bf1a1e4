package io.slipway.dispatcher.preflight;

import java.time.Duration;

/** The time of one preflight, running from its making. */
final class TimeLeft {
    /** What the way back of an answer, and of several in a row, may take. */
    private static final Duration FOR_THE_WAY = Duration.ofSeconds(3);

    private final Duration limit;
    private final long endNanos;

    TimeLeft(Duration limit) {
        this.limit = limit;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** That long, or what is left where that is less. */
    Duration atMost(Duration wanted) {
        Duration left = left();
        return wanted.compareTo(left) < 0 ? wanted : left;
    }

    /** What a worker that is asked now may take. */
    Duration forWorkers() {
        return left().minus(FOR_THE_WAY);
    }

    long wholeSeconds() {
        return limit.toSeconds();
    }
}
