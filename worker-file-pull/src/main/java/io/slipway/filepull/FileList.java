package io.slipway.filepull;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The list of a snapshot's files beside it: one JSON object per line, sorted by name. Read and written as a stream. */
final class FileList {
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private FileList() {}

    /** What a list sums up to. */
    record Total(long files, long bytes) {}

    /** Takes one page after the other. */
    interface PageListener {
        void accept(int page, List<ManifestFile> files) throws InterruptedException;
    }

    /** Writes a new list; it is on the disk when this returns. */
    static void write(Path file, Iterable<ManifestFile> files) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            for (ManifestFile one : files) {
                out.write(MessageCodec.encode(one));
                out.write('\n');
            }
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Hands out a list in pages of {@link MessageLimits#FILES_PER_PAGE}; an empty list is one empty page.
     *
     * @throws io.slipway.contract.BadMessageException where a line is no file
     */
    static Total read(Path file, PageListener listener) throws IOException, InterruptedException {
        List<ManifestFile> page = new ArrayList<>(MessageLimits.FILES_PER_PAGE);
        int pages = 0;
        long files = 0;
        long bytes = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ManifestFile one =
                        MessageCodec.decode(line.getBytes(StandardCharsets.UTF_8), ManifestFile.class, MAX_LINE_BYTES);
                page.add(one);
                files++;
                bytes += one.size();
                if (page.size() == MessageLimits.FILES_PER_PAGE) {
                    listener.accept(pages++, List.copyOf(page));
                    page.clear();
                }
            }
        }
        if (!page.isEmpty() || pages == 0) {
            listener.accept(pages, List.copyOf(page));
        }
        return new Total(files, bytes);
    }
}
