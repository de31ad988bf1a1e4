package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonNull;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What runs where. Look-ups go by id alone: the embedded store has no other index. */
@Component
public class InstallationStore {
    private static final int IDS_PER_QUERY = 500;
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Installation> installations;

    public InstallationStore(MongoDatabase database) {
        this.installations = database.getCollection("installations", Installation.class);
    }

    /** By id; game servers nothing is known of are left out. */
    public Map<String, Installation> find(Collection<String> ids) {
        Map<String, Installation> found = new HashMap<>();
        List<String> asked = List.copyOf(ids);
        for (int i = 0; i < asked.size(); i += IDS_PER_QUERY) {
            installations
                    .find(in("_id", asked.subList(i, Math.min(i + IDS_PER_QUERY, asked.size()))))
                    .forEach(one -> found.put(one.id(), one));
        }
        return found;
    }

    /** @return false where one is there already */
    public boolean insert(Installation first) {
        return write(List.of(new Change(null, first)));
    }

    /**
     * Compare-and-set on the revision alone, for who writes from one thread.
     *
     * @param next with the revision that was read
     * @return false where someone else was faster: read again
     */
    public boolean replace(Installation next) {
        return installations
                        .replaceOne(all(eq("_id", next.id()), eq("revision", next.revision())), next.nextRevision())
                        .getModifiedCount()
                == 1;
    }

    /**
     * A change of what was read.
     *
     * @param before null where there was nothing
     * @param after with the revision of what was there
     */
    public record Change(@Nullable Installation before, Installation after) {}

    /**
     * Compare-and-set of many, each on all that was read: the embedded store may show a document while it is being replaced, half
     * of it old, and nothing may follow from that.
     *
     * @return false where someone else was faster with some of them: read again; the others are written
     */
    public boolean write(List<Change> changes) {
        List<WriteModel<Installation>> writes = new ArrayList<>();
        for (Change change : changes) {
            Installation before = change.before();
            writes.add(
                    before == null
                            ? new InsertOneModel<>(change.after())
                            : new ReplaceOneModel<>(
                                    wholly(before), change.after().nextRevision()));
        }
        try {
            BulkWriteResult done = installations.bulkWrite(writes, new BulkWriteOptions().ordered(false));
            return done.getInsertedCount() + done.getModifiedCount() == writes.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return false;
        }
    }

    /** That document as it was read; what is null there is not stored. */
    private Bson wholly(Installation read) {
        BsonDocument stored = BsonDocumentWrapper.asBsonDocument(read, installations.getCodecRegistry());
        BsonDocument condition = new BsonDocument();
        for (RecordComponent part : Installation.class.getRecordComponents()) {
            String field = part.getName().equals("id") ? "_id" : part.getName();
            condition.put(field, stored.getOrDefault(field, BsonNull.VALUE));
        }
        return condition;
    }
}
