package io.slipway.opsmanager.cdn;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.DirectoryCache;
import io.slipway.file.DurableFiles;
import io.slipway.file.OpenDirectory;
import io.slipway.file.ProgressMeter;
import io.slipway.file.UnsafeEntryException;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.fence.OrderFence;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays files over a directory that is being served: each is copied beside its place, synced and read again; only when all are
 * there are they renamed, so a reader sees an old file or a new one and never a half (design §3.7). Files that are right
 * already are left alone. For one order, under its fence.
 */
final class Overlay {
    private static final Logger log = LoggerFactory.getLogger(Overlay.class);

    private final Path root;
    private final String directory;
    private final String family;
    private final String own;
    private final OrderContext context;
    private final Digester digester = new Digester();
    private final List<Staged> staged = new ArrayList<>();

    /** @param parent below the root */
    private record Staged(String parent, String temporary, String base) {}

    /**
     * @param root the origin, which exists; its path is trusted
     * @param directory below the root, made where it is missing; nothing in it may be a link
     * @param name as {@link OrderFence#nameOf} makes it: whoever has that fence owns the temporary files of that name
     */
    Overlay(Path root, String directory, String name, OrderHeader header, OrderContext context) {
        this.root = root;
        this.directory = directory;
        this.family = ".slipway." + name + ".";
        this.own = family + header.jobSeq() + "-" + header.attempt() + ".";
        this.context = context;
    }

    /**
     * @param snapshot holds the files
     * @throws OrderEndedException where a written file does not read as it was written
     * @throws UnsafeEntryException where something on the way is a link, or no plain file is in a file's place
     */
    void run(OpenDirectory snapshot, List<ManifestFile> files) throws IOException {
        long bytes = files.stream().mapToLong(ManifestFile::size).sum();
        ProgressMeter meter = new ProgressMeter("copy", bytes, context::progress);
        try (OpenDirectory origin = OpenDirectory.open(root);
                DirectoryCache sources = new DirectoryCache(snapshot);
                DirectoryCache places = new DirectoryCache(origin)) {
            String swept = "";
            for (ManifestFile file : files) {
                context.cancellation().check();
                String place = directory + "/" + file.name();
                String parent = parentOf(place);
                if (!parent.equals(swept)) {
                    DurableFiles.createDirectories(root, parent);
                    sweep(origin, parent);
                    swept = parent;
                }
                stage(sources.of(file.name()), places.of(place), parent, file, meter);
            }
            context.cancellation().check();
            switchOver(places);
        } finally {
            removeStaged();
        }
    }

    private void stage(
            OpenDirectory source, OpenDirectory target, String parent, ManifestFile file, ProgressMeter meter)
            throws IOException {
        String base = baseOf(file.name());
        if (isThere(target, base, file)) {
            meter.add(file.size());
            return;
        }
        Staged copy = new Staged(parent, own + staged.size(), base);
        staged.add(copy);
        try (FileChannel in = source.read(base);
                FileChannel out = target.create(copy.temporary())) {
            require(file, digester.copy(in, out, count -> {
                context.cancellation().check();
                meter.add(count);
            }));
            out.force(true);
        }
        try (FileChannel written = target.read(copy.temporary())) {
            require(file, digester.digest(written, count -> context.cancellation()
                    .check()));
        }
    }

    private boolean isThere(OpenDirectory target, String base, ManifestFile file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = target.attributes(base);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!attributes.isRegularFile()) {
            throw new UnsafeEntryException(target.path().resolve(base).toString(), "is no plain file on the CDN");
        }
        if (attributes.size() != file.size()) {
            return false;
        }
        try (FileChannel live = target.read(base)) {
            return same(
                    file, digester.digest(live, count -> context.cancellation().check()));
        }
    }

    private void switchOver(DirectoryCache places) throws IOException {
        String last = "";
        List<Path> changed = new ArrayList<>();
        for (Staged copy : List.copyOf(staged)) {
            OpenDirectory target = places.of(copy.parent() + "/" + copy.base());
            target.rename(copy.temporary(), copy.base());
            staged.remove(0);
            if (!copy.parent().equals(last)) {
                changed.add(target.path());
                last = copy.parent();
            }
        }
        for (Path path : changed) {
            DurableFiles.syncDirectory(path);
        }
    }

    /** What an attempt that died left behind. */
    private void sweep(OpenDirectory origin, String parent) throws IOException {
        try (OpenDirectory open = origin.descend(parent)) {
            for (Path entry : open.names()) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith(family)) {
                    open.delete(name);
                }
            }
        }
    }

    private void removeStaged() {
        for (Staged copy : staged) {
            try (OpenDirectory origin = OpenDirectory.open(root);
                    OpenDirectory parent = origin.descend(copy.parent())) {
                parent.delete(copy.temporary());
            } catch (NoSuchFileException e) {
                log.debug("{} was not begun", copy.temporary());
            } catch (IOException e) {
                log.warn("{} stays in {}: {}", copy.temporary(), copy.parent(), e.toString()); // the next order sweeps
            }
        }
    }

    private static void require(ManifestFile expected, Digests found) {
        if (!same(expected, found)) {
            throw OrderEndedException.failed(
                    FailureCode.DIGEST_MISMATCH, expected.name() + " changed while it was copied to the CDN");
        }
    }

    private static boolean same(ManifestFile expected, Digests found) {
        return found.size() == expected.size()
                && found.sha256().equals(expected.sha256().toLowerCase(Locale.ROOT));
    }

    private static String parentOf(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    private static String baseOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
