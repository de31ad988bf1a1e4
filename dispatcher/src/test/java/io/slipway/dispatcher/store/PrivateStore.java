package io.slipway.dispatcher.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** An empty store in this process for one test class. */
public final class PrivateStore implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final String uri = server.bindAndGetConnectionString();
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
        server.shutdownNow();
    }
}
