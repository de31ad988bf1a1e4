package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sessions in MongoDB, so that every dispatcher knows who is logged in. */
@Component
public class SessionStore {
    private final MongoCollection<Session> sessions;

    public SessionStore(MongoDatabase database) {
        this.sessions = database.getCollection("sessions", Session.class);
        sessions.createIndex(Indexes.ascending("account"));
    }

    public Optional<Session> find(String hash) {
        return Optional.ofNullable(sessions.find(eq("_id", hash)).first());
    }

    /** Stores a new one, and lets go of those that are over. */
    public void insert(Session session) {
        sessions.deleteMany(lt("endsAt", session.createdAt()));
        sessions.insertOne(session);
    }

    /** @return false where it is not there any more */
    public boolean seen(String hash, Instant at) {
        return sessions.updateOne(eq("_id", hash), Updates.set("lastSeenAt", at))
                        .getMatchedCount()
                > 0;
    }

    public void delete(String hash) {
        sessions.deleteOne(eq("_id", hash));
    }

    /** @param but hash of one that stays; nothing is stored under an empty one */
    public void deleteOf(String account, String but) {
        sessions.deleteMany(all(eq("account", account), ne("_id", but)));
    }
}
