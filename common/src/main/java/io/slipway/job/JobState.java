package io.slipway.job;

/** Where a job stands. */
public enum JobState {
    /** Stored with its targets; waits for its turn on its project and area. */
    ACCEPTED(false),
    /** Its steps run one after another. */
    RUNNING(false),
    /** Hands nothing out: between two waves, after too many failures, or because a person said so. What runs goes on. */
    PAUSED(false),
    /** A person cancelled it; running targets are being stopped. */
    CANCELLING(false),
    /** Every target succeeded. */
    SUCCEEDED(true),
    /** Some targets of the last step succeeded. */
    PARTIAL(true),
    /** No target of the last step succeeded. */
    FAILED(true),
    /** Stopped by a person. */
    CANCELLED(true);

    private final boolean terminal;

    JobState(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean terminal() {
        return terminal;
    }
}
