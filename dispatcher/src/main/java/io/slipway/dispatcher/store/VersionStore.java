package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** What can be released. Nothing is ever deleted here: a version that was released can still be looked up. */
@Component
public class VersionStore {
    private static final int DUPLICATE_KEY = 11000;
    private static final int RANGE_BATCH = 100;

    private final MongoCollection<Version> versions;
    private final MongoCollection<ZipParts> parts;

    public VersionStore(MongoDatabase database) {
        this.versions = database.getCollection("versions", Version.class);
        this.parts = database.getCollection("version_parts", ZipParts.class);
        versions.createIndex(Indexes.descending("project", "order")); // newest versions of a project first
        versions.createIndex(Indexes.ascending("project", "source", "place", "number")); // revisions between two
        versions.createIndex(Indexes.ascending("project", "source", "place", "state")); // files that are there
    }

    /** Inserts what is not there yet. @return how many were new */
    public int insertMissing(List<Version> found) {
        if (found.isEmpty()) {
            return 0;
        }
        try {
            versions.insertMany(found, new InsertManyOptions().ordered(false));
            return found.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return found.size() - e.getWriteErrors().size();
        }
    }

    /** A file and what is in it. @return false where it was there before; it is marked as present then */
    public boolean insertFile(Version version, ZipParts content) {
        parts.replaceOne(eq(content.id()), content, new ReplaceOptions().upsert(true)); // first: no file without it
        if (insertMissing(List.of(version)) == 1) {
            return true;
        }
        versions.updateOne(
                eq(version.id()),
                Updates.combine(
                        Updates.set("state", Version.State.PRESENT.name()),
                        Updates.set("modifiedNanos", version.modifiedNanos())));
        return false;
    }

    public Optional<Version> find(String id) {
        return Optional.ofNullable(versions.find(eq(id)).first());
    }

    public Optional<ZipParts> parts(String id) {
        return Optional.ofNullable(parts.find(eq(id)).first());
    }

    /** Those of the ids that are stored. */
    public Set<String> known(Collection<String> ids) {
        Set<String> known = new HashSet<>();
        if (!ids.isEmpty()) {
            versions.find(in("_id", ids)).projection(withoutLongFields()).forEach(version -> known.add(version.id()));
        }
        return known;
    }

    /** Newest first, without their paths. */
    public List<Version> list(VersionFilter filter, int limit) {
        return versions.find(all(filter.conditions()))
                .projection(withoutLongFields())
                .sort(Sorts.descending("order"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** The files of a source that were there at its last look. */
    public List<Version> present(VersionSource source) {
        return versions.find(all(
                        eq("project", source.project()),
                        eq("source", source.name()),
                        eq("place", source.place()),
                        eq("state", Version.State.PRESENT.name())))
                .projection(withoutLongFields())
                .into(new ArrayList<>());
    }

    /** Marks files as {@code GONE} or {@code REPLACED}. */
    public void mark(Collection<String> ids, Version.State state) {
        if (!ids.isEmpty()) {
            versions.updateMany(all(in("_id", ids), ne("state", state.name())), Updates.set("state", state.name()));
        }
    }

    /** The revisions after one and up to another of the same repository, oldest first, a few in memory at a time. */
    public void between(Version older, Version newer, int most, Consumer<Version> consumer) {
        Bson range = new Document("$gt", older.number()).append("$lte", newer.number());
        versions.find(all(
                        eq("project", newer.project()),
                        eq("source", newer.source()),
                        eq("place", newer.place()),
                        new Document("number", range)))
                .sort(Sorts.ascending("number"))
                .limit(most)
                .batchSize(RANGE_BATCH)
                .forEach(consumer);
    }

    private static Bson withoutLongFields() {
        return Projections.exclude("morePaths");
    }
}
