package io.slipway.dispatcher.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Says whether the store answers now. */
@Component
public class StoreHealth {
    private final MongoDatabase database;

    StoreHealth(MongoDatabase database) {
        this.database = database;
    }

    /** Waits as long as the driver looks for a server, see {@link StoreConfiguration}. */
    public boolean reachable() {
        try {
            database.runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException away) {
            return false;
        }
    }
}
