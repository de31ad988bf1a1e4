package io.slipway.filepull.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Where the central directory of a zip lies, as the record at its end says (APPNOTE.TXT sections 4.3.14 to 4.3.16). The record
 * is the last thing in the file and the directory lies right before it: with other bytes between or after them, programs
 * differ in what they take for the directory.
 *
 * @param start first byte of the directory
 * @param end byte after its last one
 */
record ZipEnd(long start, long end, long entries) {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xffff;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int END64_UNCOUNTED = 12;
    private static final long LARGE = 0xffffffffL;
    private static final int MANY = 0xffff;

    static ZipEnd find(FileChannel channel) throws IOException {
        long size = channel.size();
        int tailBytes = (int) Math.min(size, END_BYTES + MOST_COMMENT_BYTES);
        ByteBuffer tail = ZipIndex.bytes(channel, size - tailBytes, tailBytes);
        for (int at = tailBytes - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tailBytes) {
                return read(channel, tail, at, size - tailBytes + at);
            }
        }
        throw Refusal.whole("the archive is no zip, or it is cut off: the record of its end is missing");
    }

    private static ZipEnd read(FileChannel channel, ByteBuffer tail, int at, long position) throws IOException {
        long start = Integer.toUnsignedLong(tail.getInt(at + 16));
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        int entries = Short.toUnsignedInt(tail.getShort(at + 10));
        if (start == LARGE || length == LARGE || entries == MANY) {
            return read64(channel, position);
        }
        requireOneDisk(tail.getShort(at + 4) == 0 && tail.getShort(at + 6) == 0);
        return checked(start, length, entries, position);
    }

    private static ZipEnd read64(FileChannel channel, long position) throws IOException {
        if (position < LOCATOR_BYTES + END64_BYTES) {
            throw damaged();
        }
        ByteBuffer locator = ZipIndex.bytes(channel, position - LOCATOR_BYTES, LOCATOR_BYTES);
        long end64 = locator.getLong(8);
        if (locator.getInt(0) != LOCATOR || end64 < 0 || end64 > position - LOCATOR_BYTES - END64_BYTES) {
            throw damaged();
        }
        ByteBuffer record = ZipIndex.bytes(channel, end64, END64_BYTES);
        boolean adjacent = record.getLong(4) == position - LOCATOR_BYTES - end64 - END64_UNCOUNTED;
        if (record.getInt(0) != END64 || !adjacent) {
            throw damaged();
        }
        requireOneDisk(record.getInt(16) == 0 && record.getInt(20) == 0);
        return checked(record.getLong(48), record.getLong(40), record.getLong(32), end64);
    }

    private static ZipEnd checked(long start, long length, long entries, long position) {
        if (start < 0 || length < 0 || entries < 0 || start > position || length != position - start) {
            throw damaged();
        }
        return new ZipEnd(start, position, entries);
    }

    private static void requireOneDisk(boolean one) {
        if (!one) {
            throw Refusal.whole("the archive is one part of several");
        }
    }

    private static RuntimeException damaged() {
        return Refusal.whole("the archive is damaged: its directory does not lie where its end says");
    }
}
