package io.slipway.filepull;

import io.slipway.contract.BadMessageException;
import io.slipway.contract.VersionRef;
import io.slipway.file.DurableFiles;
import io.slipway.file.UnsafeEntryException;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory {@code {backupRoot}/{updateType}/{project}/{areaCode}/{uuid}} and what lies in it for one version: the
 * snapshot {@code {version}}, its list {@code {version}.files.jsonl}, and unfinished copies whose names begin with a dot.
 */
final class SnapshotPlace {
    /** An unfinished copy of an earlier attempt is garbage once nobody can be at work on it any more. */
    private static final Duration LEFTOVER_AGE = Duration.ofHours(1);

    private final Path directory;
    private final String version;

    private SnapshotPlace(Path directory, String version) {
        this.directory = directory;
        this.version = version;
    }

    /** Makes the directory where it is missing. @param version with checked names */
    static SnapshotPlace create(Path backupRoot, VersionRef version) throws IOException {
        String path = version.snapshotPath();
        String parent = path.substring(0, path.lastIndexOf('/'));
        return new SnapshotPlace(DurableFiles.createDirectories(backupRoot.toRealPath(), parent), version.version());
    }

    Path snapshot() {
        return directory.resolve(version);
    }

    Path list() {
        return directory.resolve(version + ".files.jsonl");
    }

    /**
     * Whether the snapshot is there, with its list.
     *
     * @throws OrderEndedException CONFIG where there is a directory that no worker published
     */
    boolean published() throws UnsafeEntryException {
        if (!Files.exists(snapshot(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(snapshot(), LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsafeEntryException(snapshot().toString(), "is not a directory");
        }
        if (!Files.isRegularFile(list(), LinkOption.NOFOLLOW_LINKS)) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG, snapshot() + " exists without its list; move it away, then pull again");
        }
        return true;
    }

    /** Tells the list of the published snapshot, page by page. */
    Outcome answer(OrderContext context) throws IOException, InterruptedException {
        try {
            FileList.Total total = FileList.read(list(), context::filesListed);
            return Outcome.succeeded(total.files(), total.bytes());
        } catch (BadMessageException e) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG,
                    list() + " is damaged; move it and the snapshot away, then pull again: " + e.getMessage());
        }
    }

    /** A new directory for a copy, shared with nobody: one attempt can come to two workers. */
    UnfinishedSnapshot begin(int attempt) throws IOException {
        return UnfinishedSnapshot.create(directory, version, attempt);
    }

    /**
     * Puts a finished copy in place, list first, unless another worker was faster. Both moves are done under a lock that
     * all workers on the host respect: a snapshot never stands beside the list of another copy.
     */
    void publish(UnfinishedSnapshot finished) throws IOException, InterruptedException {
        publish(finished, finished.tree());
    }

    /** As {@link #publish(UnfinishedSnapshot)}. @param tree what is published of it: the tree itself or a directory in it */
    void publish(UnfinishedSnapshot finished, Path tree) throws IOException, InterruptedException {
        try (HostLock lock = HostLock.acquire(directory.resolve("." + version + ".lock"))) {
            lock.requireHeld();
            if (published()) {
                return;
            }
            Files.move(finished.list(), list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(tree, snapshot(), StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(directory);
        }
    }

    /** Removes what crashed workers left of earlier attempts. A younger one may still be written to, and stays. */
    void removeLeftovers(int attempt, Clock clock) throws IOException {
        Instant limit = clock.instant().minus(LEFTOVER_AGE);
        Pattern leftover = UnfinishedSnapshot.names(version);
        List<Path> entries;
        try (Stream<Path> listing = Files.list(directory)) {
            entries = listing.toList();
        }
        for (Path entry : entries) {
            Matcher matcher = leftover.matcher(entry.getFileName().toString());
            if (matcher.matches()
                    && Long.parseLong(matcher.group(1)) < attempt
                    && Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(limit)) {
                DurableFiles.deleteTree(entry);
            }
        }
    }
}
