package io.slipway.job;

/** Where one step of a job stands. */
public enum StepState {
    /** Waits for the step before it. */
    PENDING(false),
    /** Its targets are handed out. */
    RUNNING(false),
    /** Every target succeeded. */
    SUCCEEDED(true),
    /** Some targets succeeded. */
    PARTIAL(true),
    /** No target succeeded. */
    FAILED(true),
    /** Not begun: not needed, or an earlier step did not succeed. */
    SKIPPED(true),
    /** Stopped by a person. */
    CANCELLED(true);

    private final boolean terminal;

    StepState(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean terminal() {
        return terminal;
    }
}
