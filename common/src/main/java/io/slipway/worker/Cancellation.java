package io.slipway.worker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A flag that goes up once, when the job is cancelled, and then runs what was registered. */
public final class Cancellation {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean requested;

    public boolean requested() {
        return requested;
    }

    /** Runs {@code action} when the flag goes up, at once where it is up. The returned handle takes it back. */
    public AutoCloseable onRequest(Runnable action) {
        actions.add(action);
        if (requested && actions.remove(action)) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** @throws OrderEndedException with outcome STOPPED where the flag is up */
    public void check() {
        if (requested) {
            throw OrderEndedException.stopped();
        }
    }

    /** Raises the flag; further calls have no effect. */
    public void request() {
        requested = true;
        for (Runnable action : actions) {
            if (actions.remove(action)) {
                action.run();
            }
        }
    }
}
