package io.slipway.filepull;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.OpenDirectory;
import io.slipway.file.PlainTree;
import io.slipway.file.TreeLimits;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Copies a directory that others may write to: it is looked at before and after, and must be the same. */
final class DirectorySnapshot {
    private final OpenDirectory source;
    private final TreeLimits limits;
    private final FilePullProperties properties;
    private final OrderContext context;
    private final PlainTree tree;

    /** Looks what there is, and whether it fits on the disk. */
    DirectorySnapshot(OpenDirectory source, TreeLimits limits, FilePullProperties properties, OrderContext context)
            throws IOException {
        this.source = source;
        this.limits = limits;
        this.properties = properties;
        this.context = context;
        this.tree = walk();
        requireSpace(properties.backupRoot(), tree.bytes(), properties.minFreeSpace());
    }

    boolean empty() {
        return tree.files().isEmpty();
    }

    /**
     * Copies what was looked at; it is on the disk when this returns.
     *
     * @param target an empty directory of our own
     * @param keepExecutable see {@link TreeCopy}
     * @return the files, sorted by name
     */
    List<ManifestFile> copy(Path target, boolean keepExecutable) throws IOException, InterruptedException {
        TreeCopy copy = new TreeCopy(source, target, tree, properties.copyThreads(), keepExecutable, context);
        List<ManifestFile> files = copy.run();
        String changed = tree.firstDifference(walk());
        if (changed != null) {
            throw TreeCopy.changed(changed);
        }
        copy.sync();
        return files;
    }

    /** @throws OrderEndedException DISK_FULL where less is free than these bytes and what must stay free */
    static void requireSpace(Path root, long bytes, DataSize minFree) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        long needed = bytes + minFree.toBytes();
        if (free < needed) {
            throw OrderEndedException.failed(
                    FailureCode.DISK_FULL, root + " has " + free + " bytes free, " + needed + " are needed");
        }
    }

    private PlainTree walk() throws IOException {
        try {
            return PlainTree.walk(source, limits);
        } catch (NoSuchFileException e) {
            throw TreeCopy.changed(String.valueOf(e.getFile()));
        }
    }
}
