package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What was asked to be put back, by the uuid of the request. */
@Component
public class ReapplyStore {
    private final MongoCollection<Reapply> reapplies;

    public ReapplyStore(MongoDatabase database) {
        this.reapplies = database.getCollection("reapplies", Reapply.class);
    }

    public Optional<Reapply> find(String id) {
        return Optional.ofNullable(reapplies.find(eq(id)).first());
    }

    /** @return what is there from now on: this, or what was there before */
    public Reapply claim(Reapply wanted) {
        try {
            reapplies.insertOne(wanted);
            return wanted;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return find(wanted.id()).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    /** For one of which no job was accepted. */
    public void forget(String id) {
        reapplies.deleteOne(eq(id));
    }
}
