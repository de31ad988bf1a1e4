package io.slipway.job;

/** What can happen to a job. */
public enum JobEvent {
    /** Its project and area are free. */
    STARTED,
    /** Every target of the last step succeeded. */
    ALL_SUCCEEDED,
    /** Some targets of the last step succeeded. */
    SOME_SUCCEEDED,
    /** No target of the last step succeeded, or it was never reached. */
    NONE_SUCCEEDED,
    /** Its rollout stops for now; it says why. */
    PAUSED,
    /** A person lets it go on, or its pause is over. */
    RESUMED,
    /** A person wants it stopped. */
    CANCEL_REQUESTED,
    /** After a cancel: every target is terminal. */
    ALL_STOPPED,
    /** A person asked for another round with what did not succeed. */
    RETRIED
}
