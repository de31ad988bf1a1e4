package io.slipway.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads files once for both digests, in a buffer of fixed size. For one thread; use it again for the next file. */
public final class Digester {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /** @param read told how many bytes were read, after each piece */
    public Digests digest(ReadableByteChannel source, LongConsumer read) throws IOException {
        return run(source, null, read);
    }

    /** As {@link #digest(ReadableByteChannel, LongConsumer)}, and writes the same bytes to {@code target}. */
    public Digests copy(ReadableByteChannel source, WritableByteChannel target, LongConsumer read) throws IOException {
        return run(source, target, read);
    }

    private Digests run(ReadableByteChannel source, @Nullable WritableByteChannel target, LongConsumer read)
            throws IOException {
        md5.reset();
        sha256.reset();
        long size = 0;
        buffer.clear();
        while (source.read(buffer) >= 0) {
            buffer.flip();
            md5.update(buffer.array(), 0, buffer.limit());
            sha256.update(buffer.array(), 0, buffer.limit());
            while (target != null && buffer.hasRemaining()) {
                target.write(buffer);
            }
            size += buffer.limit();
            read.accept(buffer.limit());
            buffer.clear();
        }
        HexFormat hex = HexFormat.of();
        return new Digests(size, hex.formatHex(md5.digest()), hex.formatHex(sha256.digest()));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
