package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The bytes of one zip entry, which must be as many as promised and have the promised checksum. */
final class ExactBytes extends InputStream {
    private final InputStream source;
    private final ZipItem item;
    private final CRC32 crc = new CRC32();
    private long count;

    ExactBytes(InputStream source, ZipItem item) {
        this.source = source;
        this.item = item;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = source.read(target, offset, length);
        if (read > 0) {
            crc.update(target, offset, read);
            count += read;
        }
        boolean ended = read < 0;
        if (count > item.size() || ended && (count != item.size() || crc.getValue() != item.crc())) {
            throw Refusal.of(item.name(), "is not what the archive promises: its size or its checksum differs");
        }
        return read;
    }
}
