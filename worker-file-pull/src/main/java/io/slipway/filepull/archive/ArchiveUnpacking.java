package io.slipway.filepull.archive;

import io.slipway.file.OpenDirectory;
import io.slipway.file.ProgressMeter;
import io.slipway.worker.OrderContext;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Unpacks one archive into an empty directory: all of it, or an end that names the entry and the rule it broke. */
public final class ArchiveUnpacking {
    /** Entries are files and directories. */
    private static final int KINDS = 2;

    private final UnpackLimits limits;
    private final OrderContext context;

    public ArchiveUnpacking(UnpackLimits limits, OrderContext context) {
        this.limits = limits;
        this.context = context;
    }

    /**
     * Progress has the phase {@code unpack} and counts bytes of the archive.
     *
     * @param root an empty directory of our own
     * @throws io.slipway.worker.OrderEndedException UNSAFE_ARCHIVE, or STOPPED by a cancel; the directory is then of no use
     * @throws IOException where the disk fails, on either side
     */
    public UnpackedTree unpack(ArchiveKind kind, FileChannel archive, OpenDirectory root) throws IOException {
        long size = archive.size();
        ProgressMeter meter = new ProgressMeter("unpack", size, context::progress);
        UnpackBudget budget = new UnpackBudget(limits, size);
        EntryNames names = new EntryNames(limits.maxFiles());
        try (FreshTree tree = new FreshTree(root, names, budget, context.cancellation())) {
            if (kind == ArchiveKind.ZIP) {
                new ZipReader(archive, new ZipIndex(archive, KINDS * limits.maxFiles()).read(), meter::add).read(tree);
            } else {
                new TarReader(budget).read(new PackedBytes(archive, 0, size, meter::add), tree);
            }
            return tree.unpacked();
        }
    }
}
