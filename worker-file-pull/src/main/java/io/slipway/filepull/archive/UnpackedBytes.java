package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * What comes out of gzip, counted. While a tar's header is read it may take no more than a header needs: long names and
 * attributes are kept in memory by who reads them, and an archive may claim gigabytes of them.
 */
final class UnpackedBytes extends InputStream {
    private static final long MOST_HEADER_BYTES = 256 * 1024;

    private final InputStream source;
    private final UnpackBudget budget;
    private long total;
    private long headerStart;
    private boolean inHeader;

    UnpackedBytes(InputStream source, UnpackBudget budget) {
        this.source = source;
        this.budget = budget;
    }

    /** From here on bytes belong to headers. */
    void startHeader() {
        inHeader = true;
        headerStart = total;
    }

    /** Bytes that the header took. */
    long endHeader() {
        inHeader = false;
        return total - headerStart;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = source.read(target, offset, length);
        if (count > 0) {
            total += count;
            budget.unpacked(total);
        }
        if (inHeader && total - headerStart > MOST_HEADER_BYTES) {
            throw Refusal.whole(
                    "the archive has an entry whose name or attributes take more than " + MOST_HEADER_BYTES + " bytes");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
