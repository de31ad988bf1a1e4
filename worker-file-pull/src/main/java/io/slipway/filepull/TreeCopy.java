package io.slipway.filepull;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.DirectoryCache;
import io.slipway.file.DurableFiles;
import io.slipway.file.OpenDirectory;
import io.slipway.file.ParallelFiles;
import io.slipway.file.PlainFile;
import io.slipway.file.PlainTree;
import io.slipway.file.ProgressMeter;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Copies a tree into a new directory and digests what it copies in the same pass, in memory of fixed size per thread. */
final class TreeCopy {
    /** The disk writes many files together where many wait for it: 3,000 files take 0.3 s this way and 0.8 s one by one. */
    private static final int SYNC_THREADS = 8;

    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final OpenDirectory source;
    private final Path target;
    private final PlainTree tree;
    private final int threads;
    private final boolean keepExecutable;
    private final OrderContext context;
    private final ProgressMeter meter;

    /**
     * @param target an empty directory of our own
     * @param keepExecutable whether what can be run can be run afterwards too; without it nothing can
     */
    TreeCopy(
            OpenDirectory source,
            Path target,
            PlainTree tree,
            int threads,
            boolean keepExecutable,
            OrderContext context) {
        this.source = source;
        this.target = target;
        this.tree = tree;
        this.threads = threads;
        this.keepExecutable = keepExecutable;
        this.context = context;
        this.meter = new ProgressMeter(keepExecutable ? "unpack" : "copy", tree.bytes(), context::progress);
    }

    /** Copies all files. @return them with their digests, sorted by name */
    List<ManifestFile> run() throws IOException, InterruptedException {
        for (String directory : tree.directories()) {
            Files.createDirectory(target.resolve(directory));
        }
        ManifestFile[] copied = new ManifestFile[tree.files().size()];
        ParallelFiles.each(copied.length, threads, () -> new Copier(copied));
        return Arrays.asList(copied);
    }

    /** Returns once everything copied would survive a power cut. */
    void sync() throws IOException, InterruptedException {
        sync(target, tree.files().stream().map(PlainFile::name).toList(), tree.directories(), context);
    }

    /** As {@link #sync()}, of a tree with these files and directories. */
    static void sync(Path root, List<String> files, List<String> directories, OrderContext context)
            throws IOException, InterruptedException {
        ParallelFiles.each(files.size(), SYNC_THREADS, () -> index -> {
            context.cancellation().check();
            DurableFiles.syncFile(root.resolve(files.get(index)));
        });
        ParallelFiles.each(
                directories.size(),
                SYNC_THREADS,
                () -> index -> DurableFiles.syncDirectory(root.resolve(directories.get(index))));
        DurableFiles.syncDirectory(root);
    }

    static OrderEndedException changed(String name) {
        return OrderEndedException.failed(FailureCode.SOURCE_CHANGED, name + " changed while it was copied");
    }

    /** What one thread works with. */
    private final class Copier implements ParallelFiles.Hand {
        private final ManifestFile[] copied;
        private final DirectoryCache directories = new DirectoryCache(source);
        private final Digester digester = new Digester();

        Copier(ManifestFile[] copied) {
            this.copied = copied;
        }

        @Override
        public void take(int index) throws IOException {
            context.cancellation().check();
            PlainFile file = tree.files().get(index);
            Digests digests;
            OpenDirectory directory = directories.of(file.name());
            try (FileChannel in = directory.read(file.baseName())) {
                digests = copy(in, file);
                if (keepExecutable && directory.executable(file.baseName())) {
                    Files.setPosixFilePermissions(target.resolve(file.name()), EXECUTABLE);
                }
            } catch (NoSuchFileException e) {
                throw changed(file.name());
            }
            if (digests.size() != file.size()) {
                throw changed(file.name());
            }
            copied[index] = new ManifestFile(file.name(), digests.size(), digests.md5(), digests.sha256());
        }

        private Digests copy(FileChannel in, PlainFile file) throws IOException {
            Path copy = target.resolve(file.name());
            try (FileChannel out = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                Digests digests = digester.copy(in, out, count -> {
                    context.cancellation().check();
                    meter.add(count);
                });
                Files.setLastModifiedTime(copy, file.stamp().modified());
                return digests;
            }
        }

        @Override
        public void close() throws IOException {
            directories.close();
        }
    }
}
