package io.slipway.rsync;

import java.time.Duration;

/**
 * How a push is done. What is said of files is for chosen ones: a tree has a directory of its own, which nobody uses before it
 * is whole.
 *
 * @param fsync whether the receiver writes every file to its disk before the push ends
 * @param delayUpdates whether all files are put in place together at the end
 * @param bandwidthKib KiB per second, 0 for no limit
 * @param connectLimit longest wait for the daemon's greeting, whole seconds
 * @param silenceLimit longest time without a byte, whole seconds
 */
public record RsyncOptions(
        boolean fsync, boolean delayUpdates, int bandwidthKib, Duration connectLimit, Duration silenceLimit) {
    /** Durable, all at once, no bandwidth limit. */
    public static final RsyncOptions DEFAULT =
            new RsyncOptions(true, true, 0, Duration.ofSeconds(5), Duration.ofSeconds(60));

    public RsyncOptions {
        if (bandwidthKib < 0 || connectLimit.toSeconds() < 1 || silenceLimit.toSeconds() < 1) {
            throw new IllegalArgumentException("bandwidth from 0 KiB/s, limits from 1 s");
        }
    }

    public RsyncOptions withFsync(boolean value) {
        return new RsyncOptions(value, delayUpdates, bandwidthKib, connectLimit, silenceLimit);
    }

    public RsyncOptions withDelayUpdates(boolean value) {
        return new RsyncOptions(fsync, value, bandwidthKib, connectLimit, silenceLimit);
    }

    /** @param value KiB per second, 0 for no limit */
    public RsyncOptions withBandwidthKib(int value) {
        return new RsyncOptions(fsync, delayUpdates, value, connectLimit, silenceLimit);
    }

    public RsyncOptions withLimits(Duration connect, Duration silence) {
        return new RsyncOptions(fsync, delayUpdates, bandwidthKib, connect, silence);
    }
}
