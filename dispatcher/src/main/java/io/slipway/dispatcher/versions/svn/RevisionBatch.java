package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.versions.look.TypeRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Revisions on their way into the store, a few hundred at a time, oldest first. */
final class RevisionBatch implements AutoCloseable {
    private static final int MOST = 250;
    private static final int HEAVIEST = 1_000_000;

    private final VersionSource source;
    private final String place;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final List<Version> waiting = new ArrayList<>();
    private int weight;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(runnable -> {
        Thread thread = new Thread(runnable, "version-store");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> storing;
    private volatile boolean anything;

    /** @param repository makes the same revision of another repository another version */
    RevisionBatch(
            VersionSource source, String repository, VersionSourceStore sources, VersionStore versions, Clock clock) {
        this.source = source;
        this.place = source.place() + "/" + repository;
        this.sources = sources;
        this.versions = versions;
        this.clock = clock;
    }

    void add(LogEntry entry) {
        waiting.add(version(entry));
        weight += entry.weight();
        if (waiting.size() >= MOST || weight >= HEAVIEST) {
            handOver();
        }
    }

    /** Hands over what waits; svn is read on while it is stored, at most one batch ahead. */
    private void handOver() {
        if (waiting.isEmpty()) {
            return;
        }
        awaitStored();
        List<Version> batch = List.copyOf(waiting);
        waiting.clear();
        weight = 0;
        storing = writer.submit(() -> store(batch));
    }

    /** Stores a batch, and then how far that goes. */
    private void store(List<Version> batch) {
        int stored = versions.insertMissing(batch);
        sources.advanced(source, batch.get(batch.size() - 1).number(), stored);
        anything = true;
    }

    /** @throws RuntimeException of the store */
    private void awaitStored() {
        Future<?> before = storing;
        if (before == null) {
            return;
        }
        try {
            before.get();
            storing = null;
        } catch (ExecutionException e) {
            storing = null;
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while storing", e);
        }
    }

    /** Returns when all that was added is stored. */
    void finish() {
        handOver();
        awaitStored();
    }

    /** Whether a revision was stored. */
    boolean anything() {
        return anything;
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }

    private Version version(LogEntry entry) {
        String key = "r" + entry.revision();
        String id = Version.idOf(source.project(), source.name(), place, key);
        Instant now = clock.instant();
        Instant at = Objects.requireNonNullElse(entry.date(), now);
        int first = Math.min(Version.FIRST_PATHS, entry.paths().size());
        List<String> names = entry.paths().stream().map(ChangedPath::path).toList();
        return new Version(
                id,
                source.project(),
                source.name(),
                place,
                source.settings().kind(),
                Version.orderOf(at, entry.revision(), id),
                TypeRules.typeOf(names, source.settings().types()),
                key,
                entry.revision(),
                at,
                now,
                entry.author(),
                entry.message(),
                ChangedPath.lines(entry.paths().subList(0, first)),
                ChangedPath.lines(entry.paths().subList(first, entry.paths().size())),
                entry.pathCount(),
                null,
                0,
                0,
                Version.State.PRESENT);
    }
}
