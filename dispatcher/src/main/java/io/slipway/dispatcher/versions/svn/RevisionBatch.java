package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.Version.ChangedPath;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.store.VersionStore;
import io.slipway.dispatcher.versions.look.SearchText;
import io.slipway.dispatcher.versions.look.TypeRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Revisions on their way into the store, a few hundred at a time, oldest first. */
final class RevisionBatch {
    private static final int MOST = 250;
    private static final int HEAVIEST = 1_000_000;
    private static final int FIRST_PATHS = 20;

    private final VersionSource source;
    private final String place;
    private final VersionSourceStore sources;
    private final VersionStore versions;
    private final Clock clock;
    private final List<Version> waiting = new ArrayList<>();
    private int weight;
    private boolean anything;

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
            store();
        }
    }

    /** Stores what waits, and then how far that goes. */
    void store() {
        if (waiting.isEmpty()) {
            return;
        }
        int stored = versions.insertMissing(waiting);
        sources.advanced(source, waiting.get(waiting.size() - 1).number(), stored);
        anything = true;
        waiting.clear();
        weight = 0;
    }

    boolean anything() {
        return anything;
    }

    private Version version(LogEntry entry) {
        String key = "r" + entry.revision();
        String id = Version.idOf(source.project(), source.name(), place, key);
        Instant now = clock.instant();
        Instant at = Objects.requireNonNullElse(entry.date(), now);
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
                entry.paths(),
                entry.paths().subList(0, Math.min(FIRST_PATHS, entry.paths().size())),
                entry.pathCount(),
                null,
                0,
                0,
                Version.State.PRESENT,
                SearchText.of(key, entry.author(), entry.message(), names));
    }
}
