package io.slipway.dispatcher.store;

import com.mongodb.MongoClientSettings;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Several conditions as one flat document. The driver's own {@code and} writes {@code $and}, in which the embedded store does not
 * see {@code _id} and looks at every document.
 */
final class Where {
    private Where() {}

    static Bson all(Bson... conditions) {
        return all(List.of(conditions));
    }

    /** @throws IllegalArgumentException where two of them are about the same field */
    static Bson all(List<Bson> conditions) {
        BsonDocument flat = new BsonDocument();
        for (Bson condition : conditions) {
            condition
                    .toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry())
                    .forEach((field, value) -> {
                        if (flat.put(field, value) != null) {
                            throw new IllegalArgumentException("two conditions on " + field);
                        }
                    });
        }
        return flat;
    }
}
