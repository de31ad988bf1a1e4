package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads a zip entry by entry, in the order of their bytes. */
final class ZipReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final List<ZipItem> items;
    private final LongConsumer read;

    /** @param read told how many bytes of the archive were read, after each piece */
    ZipReader(FileChannel channel, List<ZipItem> items, LongConsumer read) {
        this.channel = channel;
        this.items = items;
        this.read = read;
    }

    void read(FreshTree tree) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            for (ZipItem item : items) {
                if (item.directory()) {
                    tree.directory(item.name());
                } else {
                    inflater.reset();
                    tree.file(item.name(), item.executable(), content(item, inflater));
                    requireUsedUp(item, inflater);
                }
            }
        } finally {
            inflater.end();
        }
    }

    private InputStream content(ZipItem item, Inflater inflater) {
        InputStream packed = new PackedBytes(channel, item.data(), item.packed(), read);
        return new ExactBytes(item.stored() ? packed : new InflaterInputStream(packed, inflater, BUFFER_BYTES), item);
    }

    private static void requireUsedUp(ZipItem item, Inflater inflater) {
        if (!item.stored() && inflater.getBytesRead() != item.packed()) {
            throw Refusal.of(item.name(), "has bytes after its end");
        }
    }
}
