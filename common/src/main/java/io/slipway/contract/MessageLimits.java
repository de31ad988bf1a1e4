package io.slipway.contract;

/** Upper bounds of what travels over the broker (reliability rule A15). Larger messages are dead letters. */
public final class MessageLimits {
    public static final int ORDER_BYTES = 16 * 1024;
    public static final int REPORT_BYTES = 256 * 1024;
    /** A probe, and one part of its answer. */
    public static final int PROBE_BYTES = 256 * 1024;

    /** A batch of readings of hosts. */
    public static final int BOARD_BYTES = 1024 * 1024;
    /** A question to a worker that is no probe. */
    public static final int QUESTION_BYTES = 8 * 1024;
    /** The answer to one; a byte of a log is six in JSON at worst. */
    public static final int ANSWER_BYTES = 512 * 1024;
    /** Bytes of a log in one answer. */
    public static final int LOG_PART_BYTES = 64 * 1024;

    public static final int MANIFEST_BYTES = 8 * 1024 * 1024;
    public static final int FILES_PER_PAGE = 500;

    private MessageLimits() {}
}
