package io.slipway.job;

/** What can happen to a step. */
public enum StepEvent {
    STARTED,
    ALL_SUCCEEDED,
    SOME_SUCCEEDED,
    NONE_SUCCEEDED,
    /** Its work was done before, or an earlier step did not succeed. */
    SKIPPED,
    CANCELLED,
    /** A person asked for another round. */
    RETRIED
}
