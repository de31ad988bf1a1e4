package io.slipway.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueueWindowsTest {
    private static final int SLOTS = 16;

    private final AtomicLong nanos = new AtomicLong(1);
    private final QueueWindows windows = new QueueWindows(queue -> queue.equals("q") ? SLOTS : 0, nanos::get);

    @Test
    void slowWorkGetsLittleMoreThanItsSlots() {
        assertThat(windows.of("q")).isBetween(SLOTS, SLOTS + 8);
    }

    @Test
    void fastWorkGetsWhatItFinishesWhileAnOrderTravels() {
        endedPerSecond(4_000);

        assertThat(windows.of("q")).isBetween(SLOTS + 40, SLOTS + 150);
    }

    @Test
    void ordersGoOutTogetherWithoutLeavingASlotIdle() {
        endedPerSecond(4_000);

        assertThat(windows.least("q")).isBetween(2, windows.of("q") - SLOTS);
    }

    @Test
    void anIdleQueueForgetsItsPace() {
        endedPerSecond(4_000);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        windows.of("q");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(windows.of("q")).isBetween(SLOTS, SLOTS + 8);
    }

    @Test
    void aQueueWithoutKnownWorkersIsNotFlooded() {
        assertThat(windows.of("unknown")).isBetween(QueueWindows.WITHOUT_WORKERS, QueueWindows.WITHOUT_WORKERS + 8);
    }

    private void endedPerSecond(int rate) {
        windows.of("q");
        for (int i = 0; i < rate / 10; i++) {
            windows.ended("q");
        }
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
