package io.slipway.filepull.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One entry of a zip's central directory (APPNOTE.TXT section 4.3.12), sizes over 4 GiB included (4.5.3). */
final class ZipHeader {
    private static final int ENCRYPTED = 1 | 1 << 6;
    private static final int NAME_IN_UTF8 = 1 << 11;
    /** Flags that say what the bytes are; the others say how they were made. */
    private static final int TELLING = ENCRYPTED | NAME_IN_UTF8;

    private static final int SIZES_BEHIND_DATA = 1 << 3;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long LARGE = 0xffffffffL;
    private static final int ZIP64 = 1;
    private static final int FILE_TYPE = 0170000;
    private static final int PLAIN = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int ANY_EXECUTABLE = 0111;

    private final ByteBuffer fixed;
    private final ByteBuffer variable;
    private final int nameLength;
    private final int length;
    private final long size;
    private final long packed;
    private final long offset;

    /** @param variable name and extra fields */
    ZipHeader(ByteBuffer fixed, ByteBuffer variable, int nameLength, int length) {
        this.fixed = fixed;
        this.variable = variable;
        this.nameLength = nameLength;
        this.length = length;
        ByteBuffer large = large();
        this.size = enlarged(unsigned(24), large);
        this.packed = enlarged(unsigned(20), large);
        this.offset = enlarged(unsigned(42), large);
    }

    /** Bytes of the whole entry in the directory. */
    int length() {
        return length;
    }

    long packed() {
        return packed;
    }

    long offset() {
        return offset;
    }

    ByteBuffer rawName() {
        return variable.slice(0, nameLength);
    }

    /** @return the name as it is written */
    String requireSupported() {
        String name = name();
        if ((flags() & ENCRYPTED) != 0) {
            throw Refusal.of(name, "is encrypted");
        }
        if (method() != STORED && method() != DEFLATED) {
            throw Refusal.of(name, "is packed by a method that is not deflate (" + method() + ")");
        }
        int type = mode() & FILE_TYPE;
        if (type == SYMBOLIC_LINK) {
            throw Refusal.of(name, "is a symbolic link");
        }
        if (type != 0 && type != PLAIN && type != DIRECTORY) {
            throw Refusal.of(name, "is a pipe, socket or device");
        }
        if (type != 0 && (type == DIRECTORY) != isDirectory(name)) {
            throw Refusal.of(name, "is a directory by its name or by its mode, not by both");
        }
        if (size < 0 || isDirectory(name) && size != 0 || method() == STORED && size != packed) {
            throw Refusal.of(name, "has a size that cannot be");
        }
        return name;
    }

    /** @param local the fixed part of the header before the bytes (section 4.3.7) */
    boolean agreesWith(ByteBuffer local) {
        int flags = Short.toUnsignedInt(local.getShort(6));
        boolean same = (flags & TELLING) == (flags() & TELLING) && Short.toUnsignedInt(local.getShort(8)) == method();
        boolean sizesFollow = (flags & SIZES_BEHIND_DATA) != 0;
        return same
                && (sizesFollow
                        || local.getInt(14) == fixed.getInt(16)
                                && agrees(Integer.toUnsignedLong(local.getInt(18)), packed)
                                && agrees(Integer.toUnsignedLong(local.getInt(22)), size));
    }

    ZipItem item(long data) {
        String name = name();
        boolean directory = isDirectory(name);
        return new ZipItem(
                directory ? name.substring(0, name.length() - 1) : name,
                directory,
                (mode() & ANY_EXECUTABLE) != 0,
                method() == STORED,
                packed,
                size,
                unsigned(16),
                offset,
                data);
    }

    private static boolean agrees(long local, long central) {
        return local == central || local == LARGE;
    }

    private static boolean isDirectory(String name) {
        return name.endsWith("/");
    }

    private String name() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(rawName()).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.of(
                    StandardCharsets.UTF_8.decode(rawName()).toString(),
                    "has a name that is not UTF-8; pack it with names in UTF-8");
        }
    }

    private int flags() {
        return Short.toUnsignedInt(fixed.getShort(8));
    }

    private int method() {
        return Short.toUnsignedInt(fixed.getShort(10));
    }

    /** The Unix mode, 0 where the packing program wrote none. */
    private int mode() {
        return fixed.getInt(38) >>> Short.SIZE;
    }

    private long unsigned(int at) {
        return Integer.toUnsignedLong(fixed.getInt(at));
    }

    private static long enlarged(long value, @Nullable ByteBuffer large) {
        if (value != LARGE) {
            return value;
        }
        return large == null || large.remaining() < Long.BYTES ? -1 : large.getLong();
    }

    private @Nullable ByteBuffer large() {
        ByteBuffer extra =
                variable.slice(nameLength, variable.limit() - nameLength).order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= Integer.BYTES) {
            int id = Short.toUnsignedInt(extra.getShort());
            int bytes = Short.toUnsignedInt(extra.getShort());
            if (bytes > extra.remaining()) {
                return null;
            }
            if (id == ZIP64) {
                return extra.slice(extra.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + bytes);
        }
        return null;
    }
}
