package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What died on the broker, for a month; the broker itself keeps none of it. */
@Component
public class DeadLetterStore {
    private static final Duration KEPT = Duration.ofDays(30);

    private final MongoCollection<DeadLetter> letters;

    public DeadLetterStore(MongoDatabase database) {
        this.letters = database.getCollection("dead_letters", DeadLetter.class);
        letters.createIndex(Indexes.ascending("queue", "at")); // a queue's letters
    }

    /** Where a dead letter lies, without the letter. */
    public record Place(String queue, @Nullable String project) {}

    /** Keeps it; one that died before is counted once more and lies here again. */
    public void add(DeadLetter letter) {
        letters.deleteMany(lt("at", letter.at().minus(KEPT)));
        DeadLetter known = letters.find(eq(letter.id())).first();
        int times = known == null ? 1 : known.times() + 1;
        letters.replaceOne(
                eq(letter.id()),
                new DeadLetter(
                        letter.id(),
                        letter.queue(),
                        letter.messageId(),
                        letter.targetId(),
                        letter.attempt(),
                        letter.jobId(),
                        letter.project(),
                        letter.reason(),
                        letter.body(),
                        times,
                        letter.at(),
                        null),
                new ReplaceOptions().upsert(true));
    }

    /** Of all queues, those that lie here. */
    public List<Place> places() {
        List<Place> found = new ArrayList<>();
        letters.withDocumentClass(org.bson.Document.class)
                .find(eq("requeuedBy", null))
                .projection(Projections.include("queue", "project"))
                .forEach(letter -> found.add(new Place(letter.getString("queue"), letter.getString("project"))));
        return found;
    }

    /**
     * Those that lie here, the last one first.
     *
     * @param ids only these; null for all
     */
    public List<DeadLetter> of(String queue, @Nullable Collection<String> ids, int limit) {
        List<Bson> conditions = new ArrayList<>(List.of(eq("queue", queue), eq("requeuedBy", null)));
        if (ids != null) {
            conditions.add(in("_id", ids));
        }
        return letters.find(all(conditions))
                .sort(Sorts.descending("at"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** @return false where it does not lie here any more: somebody else was faster */
    public boolean take(String id, String by) {
        return letters.updateOne(all(eq("_id", id), eq("requeuedBy", null)), Updates.set("requeuedBy", by))
                        .getModifiedCount()
                == 1;
    }

    /** It could not be sent. */
    public void putBack(String id) {
        letters.updateOne(eq(id), Updates.set("requeuedBy", null));
    }
}
