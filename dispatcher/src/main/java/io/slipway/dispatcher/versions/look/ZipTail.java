package io.slipway.dispatcher.versions.look;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.ZipException;

/**
 * How large the directory at the end of a zip says it is. {@link java.util.zip.ZipFile} reads it whole into memory, so this is asked
 * before.
 *
 * @param entries how many
 * @param bytes size of the directory
 */
record ZipTail(long entries, long bytes) {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT = 65_535;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;

    static ZipTail of(SeekableByteChannel file) throws IOException {
        long size = file.size();
        int length = (int) Math.min(size, END_BYTES + MOST_COMMENT);
        ByteBuffer tail = read(file, size - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + unsigned(tail.getShort(at + 20)) == length) {
                return at(file, size - length + at, tail, at);
            }
        }
        throw new ZipException("no end of a zip found");
    }

    private static ZipTail at(SeekableByteChannel file, long position, ByteBuffer tail, int at) throws IOException {
        long entries = unsigned(tail.getShort(at + 10));
        long bytes = Integer.toUnsignedLong(tail.getInt(at + 12));
        if (position >= LOCATOR_BYTES) {
            ByteBuffer locator = read(file, position - LOCATOR_BYTES, LOCATOR_BYTES);
            long end64 = locator.getLong(8);
            if (locator.getInt(0) == LOCATOR && end64 >= 0 && end64 <= position - END64_BYTES) {
                ByteBuffer large = read(file, end64, END64_BYTES);
                if (large.getInt(0) == END64) {
                    return new ZipTail(Math.max(entries, large.getLong(32)), Math.max(bytes, large.getLong(40)));
                }
            }
        }
        return new ZipTail(entries, bytes);
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static ByteBuffer read(SeekableByteChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(position);
        while (bytes.hasRemaining()) {
            if (file.read(bytes) < 0) {
                throw new ZipException("shorter than it was");
            }
        }
        return bytes;
    }
}
