package io.slipway.worker.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines at CR and LF; a line without end comes in pieces of {@value #MAX_LINE_BYTES} bytes. */
final class LineSplitter {
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final Consumer<String> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> listener) {
        this.listener = listener;
    }

    void accept(byte[] bytes, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                line.write(bytes, from, at - from);
                finish();
                from = at + 1;
            }
        }
        line.write(bytes, from, count - from);
        if (line.size() > MAX_LINE_BYTES) {
            finish();
        }
    }

    /** Hands out the line so far. Empty ones are left out: CR LF is one end, not two. */
    void finish() {
        if (line.size() > 0) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            listener.accept(text);
        }
    }
}
