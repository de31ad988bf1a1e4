package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import io.slipway.dispatcher.store.Callback.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The callbacks' outbox. */
@Component
public class CallbackStore {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Callback> callbacks;

    public CallbackStore(MongoDatabase database) {
        this.callbacks = database.getCollection("callbacks", Callback.class);
        callbacks.createIndex(Indexes.ascending("state")); // what waits
        callbacks.createIndex(Indexes.descending("project", "createdAt")); // a project's, newest first
    }

    /**
     * Inserts what is not there yet; a callback that exists keeps its bytes and its state.
     *
     * @return those of the wanted ones that still have to be delivered, as the store has them
     */
    public List<Callback> insertMissing(List<Callback> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            callbacks.insertMany(wanted, new InsertManyOptions().ordered(false));
            return wanted;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return find(wanted.stream().map(Callback::id).toList()).stream()
                    .filter(callback -> callback.state() == State.WAITING)
                    .toList();
        }
    }

    public Optional<Callback> find(String callbackId) {
        return Optional.ofNullable(callbacks.find(eq(callbackId)).first());
    }

    public List<Callback> find(Collection<String> callbackIds) {
        if (callbackIds.isEmpty()) {
            return new ArrayList<>();
        }
        return callbacks.find(in("_id", callbackIds)).into(new ArrayList<>());
    }

    /** Everything that still has to be delivered; one pass over the collection on the embedded store. */
    public List<Callback> waiting() {
        return callbacks.find(eq("state", State.WAITING.name())).into(new ArrayList<>());
    }

    /** What still has to be delivered of one job. */
    public List<Callback> waiting(String jobId) {
        return callbacks
                .find(all(eq("state", State.WAITING.name()), eq("jobId", jobId)))
                .into(new ArrayList<>());
    }

    /**
     * Which callbacks a list shows.
     *
     * @param projects only these, all where empty
     * @param states only these, all where empty
     * @param jobId only of this job; null for all
     */
    public record Wanted(
            Set<String> projects,
            Set<State> states,
            @Nullable String jobId) {
        private Bson condition() {
            List<Bson> conditions = new ArrayList<>();
            if (!projects.isEmpty()) {
                conditions.add(in("project", projects));
            }
            if (!states.isEmpty()) {
                conditions.add(in("state", states.stream().map(Enum::name).toList()));
            }
            if (jobId != null) {
                conditions.add(eq("jobId", jobId));
            }
            return all(conditions);
        }
    }

    /** Where a page of a list ends. */
    public record Place(Instant createdAt, String id) {}

    /**
     * Newest first.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<Callback> list(Wanted wanted, @Nullable Place after, int limit) {
        Bson condition = wanted.condition();
        Bson rest = after == null
                ? condition
                : all(
                        condition,
                        or(
                                lt("createdAt", after.createdAt()),
                                all(eq("createdAt", after.createdAt()), lt("_id", after.id()))));
        return callbacks
                .find(rest)
                .sort(Sorts.descending("createdAt", "_id"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /**
     * What still has to be delivered.
     *
     * @param since when the oldest of them was written; null where there is none
     */
    public record Backlog(int count, @Nullable Instant since) {}

    /** How many callbacks wait, and since when. */
    public Backlog backlog() {
        List<Instant> written = new ArrayList<>();
        callbacks
                .withDocumentClass(Document.class)
                .find(eq("state", State.WAITING.name()))
                .projection(Projections.include("createdAt"))
                .forEach(callback -> written.add(callback.getDate("createdAt").toInstant()));
        return new Backlog(
                written.size(), written.stream().min(Comparator.naturalOrder()).orElse(null));
    }

    /** What nobody sends any more, by project. */
    public Map<String, Dead> dead() {
        Map<String, Dead> dead = new TreeMap<>();
        callbacks
                .withDocumentClass(Document.class)
                .find(eq("state", State.EXHAUSTED.name()))
                .projection(Projections.include("project", "createdAt"))
                .forEach(callback -> dead.merge(
                        callback.getString("project"),
                        new Dead(1, callback.getDate("createdAt").toInstant()),
                        Dead::and));
        return dead;
    }

    /** A round of a job. */
    public record Round(String project, String jobId, int round) {}

    /** How many of each round were tried for the last time since then. */
    public Map<Round, Integer> deadSince(Instant time) {
        Map<Round, Integer> dead = new HashMap<>();
        callbacks
                .withDocumentClass(Document.class)
                .find(all(eq("state", State.EXHAUSTED.name()), gte("attempts.at", time)))
                .projection(Projections.include("project", "jobId", "round"))
                .forEach(callback -> dead.merge(
                        new Round(
                                callback.getString("project"),
                                callback.getString("jobId"),
                                callback.getInteger("round")),
                        1,
                        Integer::sum));
        return dead;
    }

    /** @param since when the oldest of them was written */
    public record Dead(int count, Instant since) {
        private Dead and(Dead other) {
            return new Dead(count + other.count, since.isBefore(other.since) ? since : other.since);
        }
    }

    /** Compare-and-set on the number of tries. @return false where someone else was faster */
    public boolean replace(Callback next, int expectedTries) {
        return callbacks.findOneAndReplace(
                        all(eq(next.id()), eq("tries", expectedTries)),
                        next,
                        new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER))
                != null;
    }
}
