package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import io.slipway.job.Failure;
import io.slipway.job.TargetState;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Targets. Each change is a compare-and-set on (id, attempt, state), so a late, repeated or stale report changes nothing.
 * Look-ups go by id alone: the embedded store has no other index.
 */
@Component
public class TargetStore {
    private static final int IDS_PER_QUERY = 500;
    private static final int DUPLICATE_KEY = 11000;
    private static final List<String> OPEN = Arrays.stream(TargetState.values())
            .filter(state -> !state.terminal())
            .map(Enum::name)
            .toList();

    private final MongoCollection<Target> targets;

    public TargetStore(MongoDatabase database) {
        this.targets = database.getCollection("targets", Target.class);
    }

    /** Inserts what is not there yet; what is there came from the same frozen inputs. */
    public void insertMissing(List<Target> wanted) {
        try {
            if (!wanted.isEmpty()) {
                targets.insertMany(wanted, new InsertManyOptions().ordered(false));
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
        }
    }

    /** In the order of the ids; ids that do not exist are left out. */
    public List<Target> find(Collection<String> targetIds) {
        Map<String, Target> found = new HashMap<>();
        for (List<String> ids : chunks(targetIds)) {
            targets.find(in("_id", ids)).forEach(target -> found.put(target.id(), target));
        }
        return targetIds.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /**
     * How a target ended, or that it has not.
     *
     * @param id see {@link Target}
     */
    public record End(
            @BsonId String id,
            int attempt,
            TargetState state,
            @Nullable Failure failure) {
        /** IP, or key of another target. */
        public String key() {
            return Target.keyOf(id);
        }
    }

    /** In any order; ids that do not exist are left out. */
    public List<End> ends(Collection<String> targetIds) {
        List<End> found = new ArrayList<>();
        for (List<String> ids : chunks(targetIds)) {
            targets.withDocumentClass(End.class)
                    .find(in("_id", ids))
                    .projection(Projections.include("attempt", "state", "failure"))
                    .into(found);
        }
        return found;
    }

    /** Since when the longest waiting of the queued ones lies in its queue, by queue. */
    public Map<String, Instant> oldestQueued(Collection<String> targetIds) {
        Map<String, Instant> oldest = new HashMap<>();
        for (List<String> ids : chunks(targetIds)) {
            targets.withDocumentClass(Document.class)
                    .find(all(in("_id", ids), eq("state", TargetState.QUEUED.name())))
                    .projection(Projections.include("route.queue", "publishedAt"))
                    .forEach(target -> {
                        String queue = target.getEmbedded(List.of("route", "queue"), String.class);
                        Date at = target.getDate("publishedAt");
                        if (queue != null && at != null) {
                            oldest.merge(queue, at.toInstant(), (a, b) -> a.isBefore(b) ? a : b);
                        }
                    });
        }
        return oldest;
    }

    /** By id; ids that do not exist are left out. */
    public Map<String, TargetState> states(Collection<String> targetIds) {
        Map<String, TargetState> states = new HashMap<>();
        for (List<String> ids : chunks(targetIds)) {
            targets.withDocumentClass(Document.class)
                    .find(in("_id", ids))
                    .projection(Projections.include("state"))
                    .forEach(target ->
                            states.put(target.getString("_id"), TargetState.valueOf(target.getString("state"))));
        }
        return states;
    }

    /** Those of the ids that are not terminal. */
    public Set<String> open(Collection<String> targetIds) {
        return idsWhere(targetIds, in("state", OPEN));
    }

    /** Those of the ids that wait for the outbox. */
    public Set<String> pending(Collection<String> targetIds) {
        return idsWhere(targetIds, eq("state", TargetState.PENDING.name()));
    }

    /** Running targets whose lease has ended. */
    public List<Target> leaseEnded(Collection<String> targetIds, Instant now) {
        return whole(targetIds, all(eq("state", TargetState.RUNNING.name()), lt("leaseUntil", now)));
    }

    /** Queued targets whose order was confirmed before that time and that no worker has begun. */
    public List<Target> queuedBefore(Collection<String> targetIds, Instant time) {
        return whole(targetIds, all(eq("state", TargetState.QUEUED.name()), lt("publishedAt", time)));
    }

    /**
     * Notes where the orders of pending targets go, before they are published: only what is noted may be published.
     *
     * @param from the queue noted so far; null where none is
     * @param staleBefore what another dispatcher took on before that time it does not publish any more
     * @return those of the ids that are ours to publish now
     */
    public Set<String> route(
            Collection<String> targetIds, @Nullable String from, Target.Route to, Instant staleBefore) {
        Bson free = from == null
                ? eq("route", null)
                : all(eq("route.queue", from), or(eq("route.by", to.by()), lt("route.at", staleBefore)));
        Bson pending = eq("state", TargetState.PENDING.name());
        Set<String> ours = new HashSet<>();
        for (List<String> ids : chunks(targetIds)) {
            long routed = targets.updateMany(all(in("_id", ids), pending, free), Updates.set("route", to))
                    .getMatchedCount();
            ours.addAll(
                    routed == ids.size()
                            ? ids
                            : idsWhere(ids, all(pending, eq("route.by", to.by()), eq("route.at", to.at()))));
        }
        return ours;
    }

    /**
     * Applies changes in their order; each takes effect where it still fits.
     *
     * @return how many took effect
     */
    public int apply(List<TargetChange> changes) {
        if (changes.isEmpty()) {
            return 0;
        }
        List<WriteModel<Target>> writes = new ArrayList<>(changes.size());
        for (TargetChange change : changes) {
            writes.add(new UpdateOneModel<>(filter(change), Updates.combine(change.updates())));
        }
        return targets.bulkWrite(writes, new BulkWriteOptions().ordered(true)).getModifiedCount();
    }

    private static Bson filter(TargetChange change) {
        List<String> states = change.event() == null
                ? change.states().stream().map(Enum::name).toList()
                : Transitions.TARGET.statesAllowing(change.event()).stream()
                        .map(Enum::name)
                        .toList();
        return all(eq("_id", change.targetId()), eq("attempt", change.attempt()), in("state", states));
    }

    private Set<String> idsWhere(Collection<String> targetIds, Bson condition) {
        Set<String> ids = new HashSet<>();
        for (List<String> chunk : chunks(targetIds)) {
            targets.withDocumentClass(Document.class)
                    .find(all(in("_id", chunk), condition))
                    .projection(Projections.include("_id"))
                    .forEach(document -> ids.add(document.getString("_id")));
        }
        return ids;
    }

    private List<Target> whole(Collection<String> targetIds, Bson condition) {
        List<Target> found = new ArrayList<>();
        for (List<String> chunk : chunks(targetIds)) {
            targets.find(all(in("_id", chunk), condition)).into(found);
        }
        return found;
    }

    private static List<List<String>> chunks(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += IDS_PER_QUERY) {
            chunks.add(all.subList(i, Math.min(i + IDS_PER_QUERY, all.size())));
        }
        return chunks;
    }
}
