package io.slipway.filepull.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes a tar header by header, whatever the names and types. */
public final class RawTar {
    public static final char FILE = '0';
    public static final char HARD_LINK = '1';
    public static final char SYMBOLIC_LINK = '2';
    public static final char DIRECTORY = '5';

    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public RawTar file(String name, byte[] content) {
        return entry(name, FILE, 0644, content, "");
    }

    public RawTar file(String name, int mode, String content) {
        return entry(name, FILE, mode, content.getBytes(StandardCharsets.UTF_8), "");
    }

    public RawTar directory(String name) {
        return entry(name + "/", DIRECTORY, 0755, new byte[0], "");
    }

    /** Any entry; a name too long for its field is written as GNU tar writes it. */
    public RawTar entry(String name, char type, int mode, byte[] content, String link) {
        return entry(name, type, mode, content, content.length, link);
    }

    /** @param promised the size in the header */
    public RawTar entry(String name, char type, int mode, byte[] content, long promised, String link) {
        byte[] raw = name.getBytes(StandardCharsets.UTF_8);
        if (raw.length > NAME_BYTES) {
            header("././@LongLink".getBytes(StandardCharsets.US_ASCII), 'L', 0644, raw.length + 1, "");
            block(Arrays.copyOf(raw, raw.length + 1));
        }
        header(raw, type, mode, promised, link);
        block(content);
        return this;
    }

    /** The tar, without the mark of its end where {@code ended} is false. */
    public byte[] tar(boolean ended) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        if (ended) {
            whole.writeBytes(new byte[2 * BLOCK]);
        }
        return whole.toByteArray();
    }

    public byte[] gzip() {
        return gzip(tar(true));
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void header(byte[] name, char type, int mode, long size, String link) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_BYTES));
        put(header, 100, "%07o".formatted(mode));
        put(header, 108, "%07o".formatted(0));
        put(header, 116, "%07o".formatted(0));
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "%011o".formatted(1_700_000_000L));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\0");
        put(header, 263, "00");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        bytes.writeBytes(header);
    }

    private void block(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(raw, 0, header, at, raw.length);
    }
}
