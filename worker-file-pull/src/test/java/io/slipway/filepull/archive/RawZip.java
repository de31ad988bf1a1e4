package io.slipway.filepull.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a zip header by header, so that each may say something else. */
public final class RawZip {
    private static final int UTF8_NAMES = 0x800;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();

    /** One entry; change what shall be wrong with it, then {@link #add}. */
    public static final class Entry {
        public byte[] name;
        public byte[] localName;
        public int flags = UTF8_NAMES;
        public int method = 8;
        public int mode;
        public byte[] packed;
        public long size;
        public long crc;
        public long localSize;
        /** Where the directory says the entry is; -1 for where it is. */
        public long offset = -1;

        public Entry(String name, byte[] content) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.localName = this.name;
            this.mode = name.endsWith("/") ? 0040755 : 0100644;
            this.packed = deflated(content);
            this.size = content.length;
            this.localSize = content.length;
            CRC32 sum = new CRC32();
            sum.update(content);
            this.crc = sum.getValue();
        }

        public Entry mode(int value) {
            mode = value;
            return this;
        }

        public Entry stored(byte[] content) {
            method = 0;
            packed = content;
            return this;
        }
    }

    public RawZip file(String name, String content) {
        return add(new Entry(name, content.getBytes(StandardCharsets.UTF_8)));
    }

    public RawZip add(Entry entry) {
        long at = bytes.size();
        ByteBuffer local = buffer(30);
        local.putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method);
        local.putInt(0).putInt((int) entry.crc).putInt(entry.packed.length).putInt((int) entry.localSize);
        local.putShort((short) entry.localName.length).putShort((short) 0);
        bytes.writeBytes(local.array());
        bytes.writeBytes(entry.localName);
        bytes.writeBytes(entry.packed);
        ByteBuffer central = buffer(46 + entry.name.length);
        central.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
        central.putShort((short) entry.flags).putShort((short) entry.method);
        central.putInt(0).putInt((int) entry.crc).putInt(entry.packed.length).putInt((int) entry.size);
        central.putShort((short) entry.name.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        central.putShort((short) 0).putInt(entry.mode << 16).putInt((int) (entry.offset < 0 ? at : entry.offset));
        central.put(entry.name);
        directory.add(central.array());
        return this;
    }

    public byte[] zip() {
        return zip(directory.size());
    }

    /** @param entries how many the end says there are */
    public byte[] zip(int entries) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        int start = whole.size();
        directory.forEach(whole::writeBytes);
        ByteBuffer end = buffer(22);
        end.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
        end.putInt(whole.size() - start).putInt(start).putShort((short) 0);
        whole.writeBytes(end.array());
        return whole.toByteArray();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
