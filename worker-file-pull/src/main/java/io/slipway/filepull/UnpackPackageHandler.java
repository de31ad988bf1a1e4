package io.slipway.filepull;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.UnpackPackage;
import io.slipway.contract.VersionRef;
import io.slipway.file.FileTrouble;
import io.slipway.file.OpenDirectory;
import io.slipway.file.VersionCheck;
import io.slipway.filepull.FilePullProperties.StripTop;
import io.slipway.filepull.archive.ArchiveKind;
import io.slipway.filepull.archive.ArchiveUnpacking;
import io.slipway.filepull.archive.UnpackedTree;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Makes one directory of a package, which is a directory or an archive: what is unpacked lies below a name of its own from the
 * first byte on, and gets its place by one rename once it is whole and on the disk. A package that has its place already is
 * answered from its list, so a repeated order costs nothing and always says the same.
 */
public final class UnpackPackageHandler implements OrderHandler<UnpackPackage> {
    private final FilePullProperties properties;
    private final Clock clock;
    private final PackageTemplate template;

    /** @throws IllegalArgumentException where the package template is wrong */
    public UnpackPackageHandler(FilePullProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.template = new PackageTemplate(
                properties.versionRoot(), properties.packageTemplate(), properties.allowAliasOutside());
    }

    @Override
    public Class<UnpackPackage> orderType() {
        return UnpackPackage.class;
    }

    @Override
    public Outcome handle(UnpackPackage order, OrderContext context) throws InterruptedException {
        VersionCheck.require(order.version());
        VersionCheck.require("appType", order.appType());
        if (!order.version().updateType().equals(VersionRef.RELEASE)) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER,
                    "a package is unpacked as " + VersionRef.RELEASE + ", not as "
                            + order.version().updateType());
        }
        try {
            SnapshotPlace place = SnapshotPlace.create(properties.backupRoot(), order.version());
            if (!place.published()) {
                place.removeLeftovers(order.header().attempt(), clock);
                unpack(order, place, context);
            }
            return place.answer(context);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("while unpacking " + order.version().snapshotPath());
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        }
    }

    private void unpack(UnpackPackage order, SnapshotPlace place, OrderContext context)
            throws IOException, InterruptedException {
        Path expected = template.expected(order.version(), order.appType());
        try (OpenDirectory parent = openParent(order, expected)) {
            FoundPackage found = FoundPackage.in(parent, expected);
            try (UnfinishedSnapshot unfinished = place.begin(order.header().attempt())) {
                ArchiveKind kind = found.kind();
                Path tree = kind == null
                        ? copy(parent, found.file(), unfinished, context)
                        : unpack(parent, found.file(), kind, unfinished, context);
                context.cancellation().check();
                place.publish(unfinished, tree);
            }
        }
    }

    private OpenDirectory openParent(UnpackPackage order, Path expected) throws IOException {
        try {
            return template.openParent(order.version(), order.appType());
        } catch (NoSuchFileException e) {
            throw FoundPackage.missing(expected, " (missing: " + e.getFile() + ")");
        }
    }

    private Path copy(OpenDirectory parent, String name, UnfinishedSnapshot unfinished, OrderContext context)
            throws IOException, InterruptedException {
        try (OpenDirectory source = parent.child(name)) {
            DirectorySnapshot snapshot =
                    new DirectorySnapshot(source, properties.packageTreeLimits(), properties, context);
            if (snapshot.empty()) {
                throw OrderEndedException.failed(FailureCode.CONFIG, "the package " + source.path() + " has no files");
            }
            FileList.write(unfinished.list(), snapshot.copy(unfinished.tree(), true));
            return unfinished.tree();
        }
    }

    /** @return the directory to publish: the unfinished tree, or the one directory in it that holds all the rest */
    private Path unpack(
            OpenDirectory parent, String file, ArchiveKind kind, UnfinishedSnapshot unfinished, OrderContext context)
            throws IOException, InterruptedException {
        try (ArchiveSource source = ArchiveSource.open(parent, file, context)) {
            DirectorySnapshot.requireSpace(
                    properties.backupRoot(), source.channel().size(), properties.minFreeSpace());
            UnpackedTree unpacked = unpack(source, kind, unfinished.tree(), context);
            source.requireUnchanged();
            List<String> names =
                    unpacked.files().stream().map(ManifestFile::name).toList();
            TreeCopy.sync(unfinished.tree(), names, unpacked.directories(), context);
            String top = properties.stripTop() == StripTop.AUTO ? unpacked.soleTop() : null;
            FileList.write(unfinished.list(), top == null ? unpacked.files() : unpacked.filesBelow(top));
            return top == null ? unfinished.tree() : unfinished.tree().resolve(top);
        }
    }

    private UnpackedTree unpack(ArchiveSource source, ArchiveKind kind, Path target, OrderContext context)
            throws IOException {
        try (OpenDirectory root = OpenDirectory.open(target)) {
            return new ArchiveUnpacking(properties.packageLimits().unpackLimits(), context)
                    .unpack(kind, source.channel(), root);
        } catch (OrderEndedException e) {
            if (!source.untouched()) {
                throw source.changed(); // what was wrong with it may be right in a moment
            }
            throw e;
        }
    }
}
