package io.slipway.worker.shell;

import java.io.IOException;
import java.io.InputStream;

/** Reads what a program prints while it prints it, for outputs that are too large to keep. */
@FunctionalInterface
public interface OutputReader {
    /**
     * Runs on the thread that started the program. What it leaves unread is thrown away.
     *
     * @param stdout ends where the program ends, and also at its limit: whether it was complete, only its exit code tells
     */
    void read(InputStream stdout) throws IOException;
}
