package io.slipway.job;

/** What can happen to a job. */
public enum JobEvent {
    /** Its project and area are free. */
    STARTED,
    ALL_SUCCEEDED,
    SOME_SUCCEEDED,
    NONE_SUCCEEDED,
    CANCEL_REQUESTED,
    /** After a cancel: every target is terminal. */
    ALL_STOPPED,
    /** A person asked for another round with what did not succeed. */
    RETRIED
}
