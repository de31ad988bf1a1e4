package io.slipway.contract;

import io.slipway.job.TargetEvent;

/** How an attempt ended, and the event it is for the target. */
public enum OutcomeKind {
    SUCCEEDED(TargetEvent.SUCCEEDED),
    FAILED(TargetEvent.FAILED),
    /** May or may not have happened. */
    UNKNOWN(TargetEvent.OUTCOME_UNKNOWN),
    /** Stopped because the job was cancelled. */
    STOPPED(TargetEvent.STOPPED);

    private final TargetEvent event;

    OutcomeKind(TargetEvent event) {
        this.event = event;
    }

    public TargetEvent event() {
        return event;
    }
}
