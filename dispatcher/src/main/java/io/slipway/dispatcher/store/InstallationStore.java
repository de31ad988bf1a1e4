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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return write(List.of(first), List.of());
    }

    /**
     * Compare-and-set.
     *
     * @param next with the revision that was read
     * @return false where someone else was faster: read again
     */
    public boolean replace(Installation next) {
        return write(List.of(), List.of(next));
    }

    /**
     * Compare-and-set of many.
     *
     * @param first those that were not there
     * @param next those that were, with the revision that was read
     * @return false where someone else was faster with some of them: read again; the others are written
     */
    public boolean write(List<Installation> first, List<Installation> next) {
        List<WriteModel<Installation>> writes = new ArrayList<>();
        first.forEach(one -> writes.add(new InsertOneModel<>(one)));
        next.forEach(one -> writes.add(
                new ReplaceOneModel<>(all(eq("_id", one.id()), eq("revision", one.revision())), one.nextRevision())));
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
}
