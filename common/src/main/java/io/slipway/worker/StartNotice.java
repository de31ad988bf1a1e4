package io.slipway.worker;

import io.slipway.contract.TargetStarted;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells that an order has begun, a moment later: for one that is over by then, its end says it all, and a third of the
 * messages of short work is saved. Nothing depends on it but what people see; who runs what for how long is known by heartbeats.
 */
final class StartNotice implements AutoCloseable {
    static final Duration DELAY = Duration.ofMillis(20);

    private final ReportPublisher reports;
    private final TargetStarted report;
    private final ScheduledFuture<?> later;
    private boolean over;

    StartNotice(ScheduledExecutorService clockwork, ReportPublisher reports, TargetStarted report) {
        this.reports = reports;
        this.report = report;
        this.later = clockwork.schedule(this::now, DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** At once: something is about to be told that only makes sense after it. */
    synchronized void now() {
        if (!over) {
            over = true;
            reports.send(report);
        }
    }

    /** Never after this. */
    @Override
    public synchronized void close() {
        over = true;
        later.cancel(false);
    }
}
