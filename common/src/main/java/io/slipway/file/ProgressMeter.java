package io.slipway.file;

import io.slipway.contract.Progress;
import java.util.function.Consumer;

/** Adds up the bytes of several threads and shows the sum. */
public final class ProgressMeter {
    private final String phase;
    private final long total;
    private final Consumer<Progress> listener;
    private long done;

    /**
     * @param total bytes there are, 0 where unknown
     * @param listener never called by two threads at once
     */
    public ProgressMeter(String phase, long total, Consumer<Progress> listener) {
        this.phase = phase;
        this.total = total;
        this.listener = listener;
    }

    public synchronized void add(long bytes) {
        done += bytes;
        listener.accept(new Progress(phase, done, total, "bytes"));
    }
}
