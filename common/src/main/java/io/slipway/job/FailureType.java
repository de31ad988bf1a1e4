package io.slipway.job;

/** Who has to act on a failure. Retry and the dashboard decide on this, never on message text. */
public enum FailureType {
    /** The request or the project's set-up is wrong; the same request will fail again. */
    USER,
    /** A host, a node or a daemon said no or cannot be reached. */
    TARGET_HOST,
    /** A fault in Slipway. */
    INTERNAL,
    /** Disk, memory, time or slots ran out; trying later may help. */
    RESOURCE
}
