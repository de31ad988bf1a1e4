package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.slipway.contract.Manifest;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Component;

/** Manifests by the SHA-256 of their bytes. */
@Component
public class ManifestStore {
    private final MongoCollection<Stored> manifests;

    public record Stored(@BsonId String digest, String json) {}

    public ManifestStore(MongoDatabase database) {
        this.manifests = database.getCollection("manifests", Stored.class);
    }

    /** @return its digest */
    public String put(Manifest manifest) {
        byte[] json = MessageCodec.encode(manifest);
        Stored stored = new Stored(Sha256.hex(json), new String(json, StandardCharsets.UTF_8));
        manifests.replaceOne(eq(stored.digest()), stored, new ReplaceOptions().upsert(true));
        return stored.digest();
    }

    public Optional<String> json(String digest) {
        return Optional.ofNullable(manifests.find(eq(digest)).first()).map(Stored::json);
    }
}
