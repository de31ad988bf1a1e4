package io.slipway.job;

/** What can happen to a target. */
public enum TargetEvent {
    /** Its turn in its wave has come. */
    LET_GO,
    /** The broker confirmed the order and did not return it. */
    ORDER_CONFIRMED,
    /** A worker reported that it began. */
    STARTED,
    /** A worker reported success. */
    SUCCEEDED,
    /** A worker reported failure, or the order went to the dead letters. */
    FAILED,
    /** A worker cannot say whether it happened. */
    OUTCOME_UNKNOWN,
    /** A worker stopped because the job was cancelled. */
    STOPPED,
    /** The worker's lease ended: hand out again under the next attempt. */
    LEASE_ENDED,
    /** The lease ended for the last time. */
    ATTEMPTS_EXHAUSTED,
    /** The lease ended while the job was being cancelled: nobody knows how far the worker came. */
    LEASE_ENDED_IN_CANCEL,
    /** The job was cancelled before a worker began. */
    CANCELLED,
    /** An earlier step did not succeed, or a person skipped its wave. */
    SKIPPED,
    /** As {@link #RETRIED}, for one that waits for its wave again. */
    HELD_AGAIN,
    /** A person asked for another round; raises the attempt, so late reports of the old one stay without effect. */
    RETRIED
}
