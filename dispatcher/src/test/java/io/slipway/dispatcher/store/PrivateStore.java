package io.slipway.dispatcher.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.embedded.EmbeddedStore;

/** An empty store in this process for one test class. */
public final class PrivateStore implements AutoCloseable {
    private final EmbeddedStore server = EmbeddedStore.inMemory(0);
    private final String uri = server.connectionString();
    private final MongoClient client = MongoClients.create(uri);

    /** For a client in another process. */
    public String uri() {
        return uri;
    }

    public MongoDatabase database() {
        return client.getDatabase("slipway");
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
        client.close();
        server.close();
    }
}
