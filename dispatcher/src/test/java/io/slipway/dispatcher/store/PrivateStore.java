package io.slipway.dispatcher.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.embedded.EmbeddedStore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An empty database in the store the tests run against: the MongoDB that {@code SLIPWAY_MONGODB_URI} names (without a database), or an
 * embedded store in this process. It is gone when it is closed.
 */
public final class PrivateStore implements AutoCloseable {
    private final @Nullable EmbeddedStore embedded;
    private final String uri;
    private final String name = "slipway-test-" + UUID.randomUUID().toString().substring(0, 13);
    private final MongoClient client;

    public PrivateStore() {
        String real = System.getenv("SLIPWAY_MONGODB_URI");
        embedded = real == null ? EmbeddedStore.inMemory(0) : null;
        uri = embedded == null ? real : embedded.connectionString();
        client = MongoClients.create(uri);
    }

    /** Where nobody closes it; one in this process needs nothing for that. */
    public PrivateStore untilTheProcessEnds() {
        if (embedded == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-private-store"));
        }
        return this;
    }

    /** For {@code slipway.mongo.uri}. */
    public String uri() {
        return uri;
    }

    /** For {@code slipway.mongo.database}. */
    public String name() {
        return name;
    }

    public MongoDatabase database() {
        return client.getDatabase(name);
    }

    /** Projects of this store. */
    public ProjectStore projects() {
        return new ProjectStore(database());
    }

    /** Game servers of this store. */
    public GameServerStore gameServers() {
        return new GameServerStore(database());
    }

    @Override
    public void close() {
        if (embedded == null) {
            database().drop();
        }
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
