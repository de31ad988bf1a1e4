package io.slipway.filepull.archive;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.DirectoryCache;
import io.slipway.file.OpenDirectory;
import io.slipway.worker.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Writes the entries of one archive into an empty directory of our own, every file below a directory held open. */
final class FreshTree implements Closeable {
    private final OpenDirectory root;
    private final DirectoryCache open;
    private final EntryNames names;
    private final UnpackBudget budget;
    private final Cancellation cancellation;
    private final Digester digester = new Digester();
    private final List<String> directories = new ArrayList<>();
    private final List<ManifestFile> files = new ArrayList<>();

    /** @param root stays open, and the caller's to close */
    FreshTree(OpenDirectory root, EntryNames names, UnpackBudget budget, Cancellation cancellation) {
        this.root = root;
        this.open = new DirectoryCache(root);
        this.names = names;
        this.budget = budget;
        this.cancellation = cancellation;
    }

    /** Makes a directory and those it lies in. */
    void directory(String name) throws IOException {
        cancellation.check();
        make(names.directory(name));
    }

    /** Writes a file with all that the stream has. */
    void file(String name, boolean executable, InputStream content) throws IOException {
        cancellation.check();
        make(names.file(name));
        String base = name.substring(name.lastIndexOf('/') + 1);
        try (FileChannel out = open.of(name).create(base, executable)) {
            Digests digests = digester.copy(new EntryChannel(name, content), out, count -> {
                cancellation.check();
                budget.written(name, count);
            });
            files.add(new ManifestFile(name, digests.size(), digests.md5(), digests.sha256()));
        }
    }

    UnpackedTree unpacked() {
        if (files.isEmpty()) {
            throw Refusal.whole("the archive has no files");
        }
        files.sort(Comparator.comparing(ManifestFile::name));
        Collections.sort(directories);
        String first = top(files.get(0).name());
        boolean sole = files.stream().allMatch(file -> file.name().startsWith(first + "/"))
                && directories.stream().allMatch(name -> name.equals(first) || name.startsWith(first + "/"));
        return new UnpackedTree(List.copyOf(files), List.copyOf(directories), sole ? first : null);
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    private void make(List<String> fresh) throws IOException {
        for (String directory : fresh) {
            Files.createDirectory(root.path().resolve(directory));
            directories.add(directory);
        }
    }

    private static String top(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** Tells an error of the archive from one of the disk that is written to. */
    private record EntryChannel(String name, InputStream content) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                int count = content.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                if (count > 0) {
                    target.position(target.position() + count);
                }
                return count;
            } catch (IOException | RuntimeException e) {
                throw Refusal.reading("entry " + name, e);
            }
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
