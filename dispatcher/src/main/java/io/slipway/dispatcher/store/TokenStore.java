package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** API tokens in MongoDB, by hash. There are few, so whatever is not a look-up by hash reads them all. */
@Component
public class TokenStore {
    private final MongoCollection<Document> tokens;
    private final MongoCollection<Document> names;

    TokenStore(MongoDatabase database) {
        this.tokens = database.getCollection("api_tokens");
        // Names are unique by their own _id: that needs no index to be built before the first write.
        this.names = database.getCollection("api_token_names");
    }

    public Optional<ApiToken> find(String hash) {
        return Optional.ofNullable(tokens.find(eq("_id", hash)).first()).map(TokenStore::read);
    }

    /** Sorted by name. */
    public List<ApiToken> all() {
        return tokens.find().into(new ArrayList<>()).stream()
                .map(TokenStore::read)
                .sorted(Comparator.comparing(ApiToken::name))
                .toList();
    }

    public boolean none() {
        return tokens.find().limit(1).first() == null;
    }

    /** @return false where the name is taken */
    public boolean add(ApiToken token) {
        try {
            names.insertOne(new Document("_id", token.name()).append("hash", token.hash()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            if (!takeOver(token)) {
                return false;
            }
        }
        tokens.insertOne(write(token));
        return true;
    }

    /** A crash between the two writes leaves a name without a token, which is free again. */
    private boolean takeOver(ApiToken token) {
        Document owner = names.find(eq("_id", token.name())).first();
        if (owner == null || find(owner.getString("hash")).isPresent()) {
            return false;
        }
        return names.updateOne(
                                Where.all(eq("_id", token.name()), eq("hash", owner.getString("hash"))),
                                Updates.set("hash", token.hash()))
                        .getModifiedCount()
                == 1;
    }

    /** For good; a disabled token is never enabled again. Empty where there is no such name. */
    public Optional<ApiToken> disable(String name) {
        return Optional.ofNullable(names.find(eq("_id", name)).first())
                .map(owner -> owner.getString("hash"))
                .flatMap(hash -> {
                    tokens.updateOne(eq("_id", hash), Updates.set("disabled", true));
                    return find(hash);
                });
    }

    private static Document write(ApiToken token) {
        Instant expiresAt = token.expiresAt();
        return new Document("_id", token.hash())
                .append("name", token.name())
                .append("projects", token.projects())
                .append("roles", token.roles())
                .append("created_at", Date.from(token.createdAt()))
                .append("expires_at", expiresAt == null ? null : Date.from(expiresAt))
                .append("disabled", token.disabled());
    }

    private static ApiToken read(Document stored) {
        Date expiresAt = stored.getDate("expires_at");
        return new ApiToken(
                stored.getString("_id"),
                stored.getString("name"),
                List.copyOf(stored.getList("projects", String.class)),
                List.copyOf(stored.getList("roles", String.class)),
                stored.getDate("created_at").toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                stored.getBoolean("disabled", true));
    }
}
