package io.slipway.filepull.archive;

/** Counts what comes out of an archive; what its headers promise counts for nothing. */
final class UnpackBudget {
    private final UnpackLimits limits;
    private final long archiveBytes;
    private long written;

    UnpackBudget(UnpackLimits limits, long archiveBytes) {
        this.limits = limits;
        this.archiveBytes = archiveBytes;
    }

    /** Adds bytes of a file. */
    void written(String entry, long bytes) {
        written += bytes;
        if (written > limits.maxBytes()) {
            throw Refusal.of(entry, "brings the archive over " + limits.maxBytes() + " bytes unpacked");
        }
        if (tooMuch(written)) {
            throw Refusal.of(entry, "brings the archive over " + limits.maxRatio() + " times its own size");
        }
    }

    /** Looks at all that was unpacked, headers and padding with it. */
    void unpacked(long bytes) {
        if (tooMuch(bytes)) {
            throw Refusal.whole("the archive grows to more than " + limits.maxRatio() + " times its own size");
        }
    }

    private boolean tooMuch(long bytes) {
        return bytes > limits.ratioFrom() && bytes / limits.maxRatio() > archiveBytes;
    }
}
