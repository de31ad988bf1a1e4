package io.slipway.worker.shell;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a program prints: its last bytes, or its lines as they come. */
final class Output {
    private static final int STDOUT_BYTES = 64 * 1024;
    private static final int STDERR_BYTES = 16 * 1024;
    private static final int CHUNK_BYTES = 8 * 1024;
    /** Bound of one look at a pipe, more than a pipe holds: a program that never stops printing still meets its limit. */
    private static final int CHUNKS_PER_LOOK = 32;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final @Nullable LineSplitter lines;
    private final Tail out = new Tail(STDOUT_BYTES);
    private final Tail err = new Tail(STDERR_BYTES);

    /** @param lines takes standard output; null keeps its tail instead */
    Output(@Nullable LineSplitter lines) {
        this.lines = lines;
    }

    boolean takeOut(InputStream stream) throws IOException {
        return take(stream, lines == null ? out::append : lines::accept);
    }

    boolean takeErr(InputStream stream) throws IOException {
        return take(stream, err::append);
    }

    private boolean take(InputStream stream, Taker taker) throws IOException {
        for (int look = 0; look < CHUNKS_PER_LOOK; look++) {
            int count = readReady(stream);
            if (count <= 0) {
                return look > 0;
            }
            taker.take(chunk, count);
        }
        return true;
    }

    ShellResult result(ShellResult.End end, int exitCode) {
        if (lines != null) {
            lines.finish();
        }
        return new ShellResult(end, exitCode, out.text(), err.text());
    }

    /** Reads only what is there, so the thread never waits for a writer. */
    private int readReady(InputStream stream) throws IOException {
        int ready = Math.min(stream.available(), CHUNK_BYTES);
        return ready <= 0 ? 0 : stream.read(chunk, 0, ready);
    }

    private interface Taker {
        void take(byte[] bytes, int count);
    }
}
