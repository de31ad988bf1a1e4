package io.slipway.dispatcher.api;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.embedded.EmbeddedStore;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/** A store in this process, one for all tests of the HTTP side. It ends with the process. */
final class MemoryStore {
    static final String DATABASE = "slipway-http-test";

    private static final EmbeddedStore SERVER = EmbeddedStore.inMemory(0);
    static final String URI = SERVER.connectionString();
    private static final MongoClient CLIENT = MongoClients.create(URI);

    private MemoryStore() {}

    static MongoDatabase database() {
        return CLIENT.getDatabase(DATABASE);
    }

    /** Collection to number of documents, without the audit. */
    static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String name : database().listCollectionNames()) {
            if (!name.equals("audit")) {
                counts.put(name, database().getCollection(name).countDocuments());
            }
        }
        return counts;
    }

    static long auditEntries() {
        return database().getCollection("audit").countDocuments();
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
