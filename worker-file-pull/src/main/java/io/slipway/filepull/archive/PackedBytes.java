package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** A part of a file as a stream. An error of the disk comes as {@link UncheckedIOException}, told from one of the format. */
final class PackedBytes extends InputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final long end;
    private final LongConsumer read;
    private final ByteBuffer buffer;
    private long position;

    /** @param read told how many bytes were read, after each piece */
    PackedBytes(FileChannel channel, long start, long length, LongConsumer read) {
        this.channel = channel;
        this.position = start;
        this.end = start + length;
        this.read = read;
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, length)))
                .limit(0);
    }

    @Override
    public int read() {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private boolean fill() {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int count = readInto();
        buffer.flip();
        if (count < 0) {
            return false;
        }
        position += count;
        read.accept(count);
        return count > 0;
    }

    private int readInto() {
        try {
            return channel.read(buffer, position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
