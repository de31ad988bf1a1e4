package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The callbacks' outbox. */
@Component
public class CallbackStore {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Callback> callbacks;

    public CallbackStore(MongoDatabase database) {
        this.callbacks = database.getCollection("callbacks", Callback.class);
        callbacks.createIndex(Indexes.ascending("state")); // what waits
    }

    /**
     * Inserts what is not there yet; a callback that exists keeps its bytes and its state.
     *
     * @return those of the wanted ones that still have to be delivered, as the store has them
     */
    public List<Callback> insertMissing(List<Callback> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            callbacks.insertMany(wanted, new InsertManyOptions().ordered(false));
            return wanted;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
                throw e;
            }
            return find(wanted.stream().map(Callback::id).toList()).stream()
                    .filter(callback -> callback.state() == Callback.State.WAITING)
                    .toList();
        }
    }

    public Optional<Callback> find(String callbackId) {
        return Optional.ofNullable(callbacks.find(eq(callbackId)).first());
    }

    public List<Callback> find(Collection<String> callbackIds) {
        if (callbackIds.isEmpty()) {
            return new ArrayList<>();
        }
        return callbacks.find(in("_id", callbackIds)).into(new ArrayList<>());
    }

    /** Everything that still has to be delivered; one pass over the collection on the embedded store. */
    public List<Callback> waiting() {
        return callbacks.find(eq("state", Callback.State.WAITING.name())).into(new ArrayList<>());
    }

    /** Compare-and-set on the number of tries. @return false where someone else was faster */
    public boolean replace(Callback next, int expectedTries) {
        return callbacks.findOneAndReplace(
                        all(eq(next.id()), eq("tries", expectedTries)),
                        next,
                        new FindOneAndReplaceOptions().returnDocument(ReturnDocument.AFTER))
                != null;
    }
}
