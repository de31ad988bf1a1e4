package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a tar packed with gzip from its first byte to its last. */
final class TarReader {
    private static final int BLOCK_BYTES = 512;
    private static final int ANY_EXECUTABLE = 0111;

    private final UnpackBudget budget;

    TarReader(UnpackBudget budget) {
        this.budget = budget;
    }

    void read(InputStream packed, FreshTree tree) throws IOException {
        try (UnpackedBytes bytes = new UnpackedBytes(gzip(packed), budget);
                TarArchiveInputStream tar = new TarArchiveInputStream(bytes, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = next(tar, bytes); entry != null; entry = next(tar, bytes)) {
                take(entry, tar, tree);
            }
            requireNothingMore(bytes);
        }
    }

    private static InputStream gzip(InputStream packed) throws IOException {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException | RuntimeException e) {
            throw Refusal.reading("the archive", e);
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, UnpackedBytes bytes) throws IOException {
        bytes.startHeader();
        TarArchiveEntry entry;
        try {
            entry = tar.getNextEntry();
        } catch (IOException | RuntimeException e) {
            throw Refusal.reading("the archive", e);
        }
        if (entry == null && bytes.endHeader() < BLOCK_BYTES) {
            throw Refusal.whole("the archive is cut off: the mark of its end is missing");
        }
        bytes.endHeader();
        return entry;
    }

    private static void take(TarArchiveEntry entry, InputStream content, FreshTree tree) throws IOException {
        String name = withoutDot(entry.getName());
        requirePlain(entry);
        if (!entry.isDirectory()) {
            tree.file(name, (entry.getMode() & ANY_EXECUTABLE) != 0, content);
            return;
        }
        if (entry.getSize() != 0) {
            throw Refusal.of(name, "is a directory with content");
        }
        if (!name.isEmpty()) {
            tree.directory(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        }
    }

    /** What {@code tar -C directory .} puts before every name. */
    private static String withoutDot(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static void requirePlain(TarArchiveEntry entry) {
        @Nullable
        String kind =
                switch (entry.getLinkFlag()) {
                    case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_DIR -> null;
                    case TarConstants.LF_SYMLINK -> "is a symbolic link";
                    case TarConstants.LF_LINK -> "is a hard link";
                    case TarConstants.LF_CHR, TarConstants.LF_BLK -> "is a device";
                    case TarConstants.LF_FIFO -> "is a pipe";
                    default -> "is neither a plain file nor a directory (type " + (entry.getLinkFlag() & 0xff) + ")";
                };
        if (kind != null) {
            throw Refusal.of(entry.getName(), kind);
        }
        if (entry.isSparse()) {
            throw Refusal.of(entry.getName(), "is a sparse file");
        }
    }

    /** Reads on to the end of the gzip stream, whose checksum is only compared there. */
    private static void requireNothingMore(UnpackedBytes bytes) throws IOException {
        byte[] buffer = new byte[BLOCK_BYTES];
        try {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] != 0) {
                        throw Refusal.whole("the archive has data after its end");
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            throw Refusal.reading("the archive", e);
        }
    }
}
