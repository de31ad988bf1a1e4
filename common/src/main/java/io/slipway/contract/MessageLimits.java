package io.slipway.contract;

/** Upper bounds of what travels over the broker (reliability rule A15). Larger messages are dead letters. */
public final class MessageLimits {
    public static final int ORDER_BYTES = 16 * 1024;
    public static final int REPORT_BYTES = 256 * 1024;
    /** A probe, and one part of its answer. */
    public static final int PROBE_BYTES = 256 * 1024;

    public static final int MANIFEST_BYTES = 4 * 1024 * 1024;
    public static final int FILES_PER_PAGE = 500;

    private MessageLimits() {}
}
