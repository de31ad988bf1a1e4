package io.slipway.dispatcher.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * How many orders of a queue are out at once: one for each slot of its living workers, and what they finish in the time an
 * order needs to travel, so that no slot waits and little lies in the queue. Not thread-safe.
 */
final class QueueWindows implements FairOrders.Window {
    /** Where no worker is known yet: a full small worker, and no more than what then waits for it. */
    static final int WITHOUT_WORKERS = 32;

    private static final double TRAVEL_SECONDS = 0.025;
    private static final int SPARE = 4;
    private static final int MOST = 2_000;
    private static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ToIntFunction<String> slots;
    private final LongSupplier nanoClock;
    private final Map<String, Pace> paces = new HashMap<>();

    /** Ends per second, of the last full span. */
    private static final class Pace {
        private long begin;
        private int ended;
        private double perSecond;
    }

    /**
     * @param slots by queue, slots of living workers, 0 where none is known
     * @param nanoClock as {@link System#nanoTime}
     */
    QueueWindows(ToIntFunction<String> slots, LongSupplier nanoClock) {
        this.slots = slots;
        this.nanoClock = nanoClock;
    }

    @Override
    public int of(String queue) {
        int known = slots.applyAsInt(queue);
        return Math.min(MOST, (known == 0 ? WITHOUT_WORKERS : known) + surplus(queue));
    }

    /** Half of what is out beyond the slots: the slots still have all they can do. */
    @Override
    public int least(String queue) {
        return surplus(queue) / 2;
    }

    private int surplus(String queue) {
        return SPARE + (int) (pace(queue).perSecond * TRAVEL_SECONDS);
    }

    void ended(String queue) {
        pace(queue).ended++;
    }

    private Pace pace(String queue) {
        long now = nanoClock.getAsLong();
        Pace pace = paces.computeIfAbsent(queue, name -> {
            Pace fresh = new Pace();
            fresh.begin = now;
            return fresh;
        });
        long passed = now - pace.begin;
        if (passed >= SPAN_NANOS) {
            pace.perSecond = pace.ended * (double) TimeUnit.SECONDS.toNanos(1) / passed;
            pace.ended = 0;
            pace.begin = now;
        }
        return pace;
    }
}
