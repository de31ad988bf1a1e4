package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Version sources, one document each. What an administrator says and how it goes are changed apart; a look that began before the
 * source was pointed elsewhere changes nothing any more.
 */
@Component
public class VersionSourceStore {
    private final MongoCollection<VersionSource> sources;

    public VersionSourceStore(MongoDatabase database) {
        this.sources = database.getCollection("version_sources", VersionSource.class);
    }

    public Optional<VersionSource> find(String project, String name) {
        return Optional.ofNullable(
                sources.find(eq(VersionSource.idOf(project, name))).first());
    }

    /** Of all projects. There are few, so whatever is not one of them by id reads them all. */
    public List<VersionSource> all() {
        return sources.find().into(new ArrayList<>());
    }

    /** Sorted by name. */
    public List<VersionSource> of(String project) {
        return all().stream()
                .filter(source -> source.project().equals(project))
                .sorted(Comparator.comparing(VersionSource::name))
                .toList();
    }

    /** The whole of what an administrator says. It is looked at soon; it goes on where it stood unless its place is another. */
    public VersionSource put(VersionSource wanted) {
        Bson sameSettings = Updates.combine(
                Updates.set("settings", wanted.settings()),
                Updates.unset("state.nextLookAt"),
                Updates.unset("state.error"));
        if (sources.updateOne(samePlace(wanted), sameSettings).getMatchedCount() == 0) {
            sources.replaceOne(eq(wanted.id()), wanted, new ReplaceOptions().upsert(true));
        }
        return find(wanted.project(), wanted.name()).orElse(wanted);
    }

    /** What was stored from it stays. @return false where there is none */
    public boolean delete(String project, String name) {
        return sources.deleteOne(eq(VersionSource.idOf(project, name))).getDeletedCount() == 1;
    }

    /** Everything up to {@code position} is stored. */
    public void advanced(VersionSource source, long position, int stored) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.max("state.position", position)));
        if (stored > 0) {
            updates.add(Updates.inc("state.stored", (long) stored));
        }
        sources.updateOne(samePlace(source), Updates.combine(updates));
    }

    /** It turned out to be another repository than before: it is read from its beginning. */
    public void anew(VersionSource source, String repository) {
        sources.updateOne(
                samePlace(source),
                Updates.combine(Updates.set("state.repository", repository), Updates.set("state.position", 0L)));
    }

    /** @param nextLookAt null for at once */
    public void succeeded(
            VersionSource source, Instant lookedAt, @Nullable Instant nextLookAt, List<VersionTrouble> warnings) {
        sources.updateOne(
                samePlace(source),
                Updates.combine(
                        Updates.set("state.lastLookAt", lookedAt),
                        Updates.set("state.lastSuccessAt", lookedAt),
                        Updates.set("state.nextLookAt", nextLookAt),
                        Updates.unset("state.error"),
                        Updates.set("state.warnings", warnings)));
    }

    public void failed(VersionSource source, Instant lookedAt, Instant nextLookAt, VersionTrouble error) {
        sources.updateOne(
                samePlace(source),
                Updates.combine(
                        Updates.set("state.lastLookAt", lookedAt),
                        Updates.set("state.nextLookAt", nextLookAt),
                        Updates.set("state.error", error)));
    }

    private static Bson samePlace(VersionSource source) {
        return Where.all(eq(source.id()), eq("place", source.place()));
    }
}
