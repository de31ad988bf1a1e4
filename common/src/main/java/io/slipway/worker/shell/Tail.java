package io.slipway.worker.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of a stream, in bounded memory that grows with what comes. */
final class Tail {
    private static final int FIRST_BYTES = 512;

    private final int limit;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private boolean cut;

    Tail(int limit) {
        this.limit = limit;
    }

    void append(byte[] more, int count) {
        if (length + count > 2 * limit) {
            dropAllBut(Math.max(0, limit - count));
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(2 * limit, 2 * bytes.length)));
        }
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
    }

    /** The end of the stream as UTF-8, not starting in the middle of a character. */
    String text() {
        dropAllBut(limit);
        int from = 0;
        while (cut && from < length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(bytes, from, length - from, StandardCharsets.UTF_8);
    }

    private void dropAllBut(int keep) {
        if (length > keep) {
            System.arraycopy(bytes, length - keep, bytes, 0, keep);
            length = keep;
            cut = true;
        }
    }
}
