package io.slipway.filepull.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The entries of a zip, read from its central directory and held against the header before each one's bytes: programs differ
 * in which of the two they believe. Nothing is held before it is counted, and no byte may belong to two entries.
 *
 * <p>Field offsets are those of the format's own description (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).
 */
final class ZipIndex {
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;

    private final FileChannel channel;
    private final int mostEntries;

    ZipIndex(FileChannel channel, int mostEntries) {
        this.channel = channel;
        this.mostEntries = mostEntries;
    }

    /** @return the entries in the order of their bytes */
    List<ZipItem> read() throws IOException {
        try {
            ZipEnd end = ZipEnd.find(channel);
            List<ZipItem> items = new ArrayList<>();
            long position = end.start();
            while (position < end.end()) {
                if (items.size() >= mostEntries) {
                    throw Refusal.whole("the archive has more than " + mostEntries + " entries");
                }
                ZipHeader header = central(position, end.end());
                items.add(item(header, end.start()));
                position += header.length();
            }
            if (position != end.end() || items.size() != end.entries()) {
                throw Refusal.whole("the archive is damaged: its directory does not hold what its end says");
            }
            items.sort(Comparator.comparingLong(ZipItem::start));
            requireApart(items);
            return items;
        } catch (EOFException e) {
            throw Refusal.reading("the archive", e);
        }
    }

    private ZipHeader central(long position, long end) throws IOException {
        ByteBuffer fixed = bytes(channel, position, CENTRAL_BYTES);
        if (fixed.getInt(0) != CENTRAL) {
            throw Refusal.whole("the archive is damaged: an entry of its directory is none");
        }
        int name = Short.toUnsignedInt(fixed.getShort(28));
        int extra = Short.toUnsignedInt(fixed.getShort(30));
        int comment = Short.toUnsignedInt(fixed.getShort(32));
        int length = CENTRAL_BYTES + name + extra + comment;
        if (position + length > end) {
            throw Refusal.whole("the archive is damaged: an entry of its directory goes over its end");
        }
        return new ZipHeader(fixed, bytes(channel, position + CENTRAL_BYTES, name + extra), name, length);
    }

    private ZipItem item(ZipHeader header, long directoryStart) throws IOException {
        String name = header.requireSupported();
        long offset = header.offset();
        if (offset < 0 || offset > directoryStart - LOCAL_BYTES) {
            throw Refusal.of(name, "has its bytes outside the archive");
        }
        ByteBuffer local = bytes(channel, offset, LOCAL_BYTES);
        int nameLength = Short.toUnsignedInt(local.getShort(26));
        if (local.getInt(0) != LOCAL
                || !header.agreesWith(local)
                || !bytes(channel, offset + LOCAL_BYTES, nameLength).equals(header.rawName())) {
            throw Refusal.of(name, "is described otherwise in the archive's directory than before its bytes");
        }
        long data = offset + LOCAL_BYTES + nameLength + Short.toUnsignedInt(local.getShort(28));
        if (header.packed() < 0 || data > directoryStart || header.packed() > directoryStart - data) {
            throw Refusal.of(name, "has its bytes outside the archive");
        }
        return header.item(data);
    }

    /** An entry within another one makes a small archive a large one (and only a bomb has it). */
    private static void requireApart(List<ZipItem> items) {
        for (int i = 1; i < items.size(); i++) {
            ZipItem before = items.get(i - 1);
            if (before.data() + before.packed() > items.get(i).start()) {
                throw Refusal.of(items.get(i).name(), "shares its bytes with " + before.name());
            }
        }
    }

    /** @throws EOFException where the file is shorter */
    static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file ends at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }
}
