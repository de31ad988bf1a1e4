package io.slipway.opsmanager.cdn;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.DurableFiles;
import io.slipway.file.OpenDirectory;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.fence.OrderFence;
import io.slipway.rsync.RsyncCommand;
import io.slipway.rsync.RsyncDestination;
import io.slipway.rsync.RsyncOptions;
import io.slipway.rsync.RsyncPush;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Brings checked files to the origin of a CDN, then has caches purged, then looks at what is served. Doing it again changes
 * nothing that is right already.
 */
public final class CdnDelivery {
    private static final String OWN = ".slipway";
    private static final int RSYNC_TRIES = 3;
    private static final Duration RSYNC_PAUSE = Duration.ofMillis(500);

    private final ShellRunner runner;
    private final Path fences;
    private final Duration rsyncLimit;
    private final RsyncOptions options;
    private final WebCalls web;

    /**
     * @param fences directory of this worker for the fences of origins that are not on a disk it sees; made where it is missing
     * @param rsyncLimit longest run of one rsync
     * @param connect longest wait for a connection
     */
    public CdnDelivery(ShellRunner runner, Path fences, Duration rsyncLimit, Duration connect, Duration silence) {
        this.runner = runner;
        this.fences = fences;
        this.rsyncLimit = rsyncLimit;
        this.options = RsyncOptions.DEFAULT.withLimits(connect, silence);
        this.web = new WebCalls(connect);
    }

    /**
     * @param order whose names have been checked
     * @param snapshot directory of the files, their digests checked
     * @throws OrderEndedException failed, unknown or stopped; CONFIG where the origin's settings lead nowhere
     */
    public void deliver(
            CdnOrigin origin, ApplyClient order, Path snapshot, List<ManifestFile> files, OrderContext context)
            throws IOException, InterruptedException {
        CdnPlace place = place(origin, order);
        List<String> names = files.stream().map(ManifestFile::name).toList();
        if (origin.rsync() == null) {
            lay(place, order, snapshot, files, context);
        } else {
            push(place, order, snapshot, files, names, context);
        }
        context.cancellation().check();
        new CachePurge(web, place, context.cancellation()).run(names);
        context.cancellation().check();
        new ServedFiles(web, place, order.header(), context.cancellation()).check(files);
    }

    private static CdnPlace place(CdnOrigin origin, ApplyClient order) {
        try {
            CdnPlace place = CdnPlace.of(
                    origin,
                    order.version(),
                    order.area(),
                    order.directory().cdnRootUrl(),
                    order.directory().cdnDir());
            place.requireDestination();
            return place;
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG, "cdn of " + order.directory().cdnRootUrl() + ": " + e.getMessage());
        }
    }

    private static void lay(
            CdnPlace place, ApplyClient order, Path snapshot, List<ManifestFile> files, OrderContext context)
            throws IOException, InterruptedException {
        Path root = existing(place.root());
        String name = OrderFence.nameOf(order.directory().cdnDir());
        Path directory = DurableFiles.createDirectories(root, OWN);
        try (OrderFence fence = OrderFence.enter(directory, name, order.header(), context.cancellation());
                OpenDirectory source = OpenDirectory.open(snapshot)) {
            new Overlay(root, place.directory(), name, order.header(), context).run(source, files);
        }
    }

    private void push(
            CdnPlace place,
            ApplyClient order,
            Path snapshot,
            List<ManifestFile> files,
            List<String> names,
            OrderContext context)
            throws IOException, InterruptedException {
        RsyncDestination.Daemon daemon = place.daemon();
        requireSecret(daemon.passwordFile());
        String own = "cdn/" + order.version().project() + "/"
                + OrderFence.nameOf(order.directory().cdnRootUrl());
        Path directory = DurableFiles.createDirectories(existing(fences), own);
        String name = OrderFence.nameOf(order.directory().cdnDir());
        RsyncCommand command = RsyncCommand.ofFiles(snapshot, names, daemon, options);
        long bytes = files.stream().mapToLong(ManifestFile::size).sum();
        RsyncPush.Patience patience = new RsyncPush.Patience(rsyncLimit, RSYNC_TRIES, RSYNC_PAUSE);
        try (OrderFence fence = OrderFence.enter(directory, name, order.header(), context.cancellation())) {
            new RsyncPush(runner, patience, "push to " + daemon.ip(), context).run(command, bytes);
        }
    }

    private static Path existing(Path directory) throws IOException {
        try {
            return directory.toRealPath();
        } catch (NoSuchFileException e) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG, directory + " does not exist on this ops manager; make or mount it");
        }
    }

    private static void requireSecret(Path passwordFile) {
        try {
            SecretFile.read(passwordFile);
        } catch (InsecureSecretException e) {
            throw OrderEndedException.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }
}
