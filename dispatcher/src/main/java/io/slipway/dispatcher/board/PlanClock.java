package io.slipway.dispatcher.board;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the plan again and again. */
final class PlanClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanClock.class);

    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch-plan");
        thread.setDaemon(true);
        return thread;
    });

    PlanClock(WatchPlan plan, StatusBoard board, Duration period) {
        clockwork.scheduleWithFixedDelay(() -> look(plan, board), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    private static void look(WatchPlan plan, StatusBoard board) {
        try {
            plan.refresh();
            board.forgetOthers();
        } catch (RuntimeException e) { // a periodic task that throws is never run again
            LOG.error("hosts not looked after", e);
        }
    }
}
