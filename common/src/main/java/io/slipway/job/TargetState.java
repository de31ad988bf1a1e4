package io.slipway.job;

/**
 * Where one target of one step stands. Only {@link TargetEvent#RETRIED} and {@link TargetEvent#HELD_AGAIN} leave a terminal
 * state.
 */
public enum TargetState {
    /** Waits for its wave. */
    HELD(false),
    /** Stored, and not yet confirmed on a queue; the outbox moves it once its step runs. */
    PENDING(false),
    /** A broker has confirmed the order; a worker moves it. */
    QUEUED(false),
    /** A worker holds it and renews its lease by heartbeat; its report or the end of the lease moves it. */
    RUNNING(false),
    /** Done, and proven where proof is possible. */
    SUCCEEDED(true),
    /** Not done; the failure says why and what to do. */
    FAILED(true),
    /** May or may not have been done; a person has to look. */
    UNKNOWN(true),
    /** Never handed out, because an earlier step did not succeed or a person skipped its wave. */
    SKIPPED(true),
    /** Stopped by a person before it was done. */
    CANCELLED(true);

    private final boolean terminal;

    TargetState(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean terminal() {
        return terminal;
    }
}
