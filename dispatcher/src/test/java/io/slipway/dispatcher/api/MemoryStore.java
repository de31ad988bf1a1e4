package io.slipway.dispatcher.api;

import com.mongodb.client.MongoDatabase;
import io.slipway.dispatcher.store.PrivateStore;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/** A store for all tests of the HTTP side. It ends with the process. */
final class MemoryStore {
    private static final Set<String> APART = Set.of("audit", "locations");
    private static final PrivateStore STORE = new PrivateStore().untilTheProcessEnds();
    static final String URI = STORE.uri();
    static final String DATABASE = STORE.name();

    private MemoryStore() {}

    static MongoDatabase database() {
        return STORE.database();
    }

    /** Collection to number of documents, without the audit and the places that dispatch takes when it gets to a job. */
    static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String name : database().listCollectionNames()) {
            if (!APART.contains(name)) {
                counts.put(name, database().getCollection(name).estimatedDocumentCount());
            }
        }
        return counts;
    }

    static long auditEntries() {
        return database().getCollection("audit").estimatedDocumentCount();
    }

    /** By the order they were written in: two may fall into one millisecond. */
    static Document lastAuditEntry() {
        Document last = database()
                .getCollection("audit")
                .find()
                .skip(Math.toIntExact(Math.max(0, auditEntries() - 1)))
                .first();
        if (last == null) {
            throw new AssertionError("the audit is empty");
        }
        return last;
    }
}
