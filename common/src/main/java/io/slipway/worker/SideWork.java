package io.slipway.worker;

import io.slipway.contract.WorkerQuestion;

/** What a worker does beside its orders. It has threads of its own; no order's slot ever waits for it. */
public interface SideWork {
    /** The worker is up. Called once; returns at once. */
    void start(SideLine line);

    /**
     * A question of a dispatcher came; what is not known is left to others. Returns at once.
     *
     * @param replyTo where the answer goes
     */
    void asked(WorkerQuestion question, String replyTo);

    /** The worker stops. */
    void stop();
}
