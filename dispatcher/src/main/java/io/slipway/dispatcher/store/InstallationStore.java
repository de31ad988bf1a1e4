package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What runs where. Look-ups go by id alone: the embedded store has no other index. */
@Component
public class InstallationStore {
    private static final int IDS_PER_QUERY = 500;

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
        try {
            installations.insertOne(first);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Compare-and-set.
     *
     * @param next with the revision that was read
     * @return false where someone else was faster: read again
     */
    public boolean replace(Installation next) {
        return installations
                        .replaceOne(
                                all(eq(next.id()), eq("revision", next.revision())),
                                new Installation(
                                        next.id(),
                                        next.project(),
                                        next.area(),
                                        next.ip(),
                                        next.server(),
                                        next.base(),
                                        next.earlier(),
                                        next.patches(),
                                        next.held(),
                                        next.jobSeq(),
                                        next.attempt(),
                                        next.revision() + 1))
                        .getModifiedCount()
                == 1;
    }
}
