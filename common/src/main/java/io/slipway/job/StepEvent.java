package io.slipway.job;

/** What can happen to a step. */
public enum StepEvent {
    /** The step before it is over and its targets may be handed out. */
    STARTED,
    /** Every target succeeded. */
    ALL_SUCCEEDED,
    /** Some targets succeeded. */
    SOME_SUCCEEDED,
    /** No target succeeded. */
    NONE_SUCCEEDED,
    /** Its work was done before, or an earlier step did not succeed. */
    SKIPPED,
    /** The job was cancelled and no target is open any more. */
    CANCELLED,
    /** A person asked for another round. */
    RETRIED
}
