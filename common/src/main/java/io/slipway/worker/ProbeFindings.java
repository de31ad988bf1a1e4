package io.slipway.worker;

import io.slipway.contract.ProbeCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one check has found so far, and how much time it has left. */
public final class ProbeFindings {
    private final long endNanos;
    private final List<ProbeCell> cells = new ArrayList<>();
    private boolean sealed;

    /** @param left until the check must have ended */
    public ProbeFindings(Duration left) {
        this.endNanos = System.nanoTime() + left.toNanos();
    }

    public synchronized void add(ProbeCell cell) {
        if (!sealed) {
            cells.add(cell);
        }
    }

    /** What is left, at least 1 ms. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, endNanos - System.nanoTime()));
    }

    /** That long, or what is left where that is less. */
    public Duration atMost(Duration limit) {
        Duration left = left();
        return limit.compareTo(left) < 0 ? limit : left;
    }

    public synchronized List<ProbeCell> soFar() {
        return List.copyOf(cells);
    }

    /** Takes nothing more. */
    synchronized List<ProbeCell> seal() {
        sealed = true;
        return List.copyOf(cells);
    }
}
