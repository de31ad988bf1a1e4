package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.springframework.stereotype.Component;

/** Maintenance in MongoDB, one document per project. */
@Component
public class MaintenanceStore {
    private final MongoCollection<Maintenance> projects;

    MaintenanceStore(MongoDatabase database) {
        this.projects = database.getCollection("maintenance", Maintenance.class);
    }

    /** Nothing closed where nothing is stored. */
    public Maintenance of(String project) {
        Maintenance found = projects.find(eq(project)).first();
        return found == null ? Maintenance.open(project) : found;
    }

    /**
     * @param next with the revision that was read
     * @return false where someone else was faster
     */
    public boolean replace(Maintenance next) {
        Maintenance raised =
                new Maintenance(next.project(), next.zone(), next.windows(), next.freezes(), next.revision() + 1);
        if (next.revision() > 0) {
            return projects.replaceOne(all(eq("_id", next.project()), eq("revision", next.revision())), raised)
                            .getMatchedCount()
                    > 0;
        }
        try {
            projects.insertOne(raised);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getError().getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
