package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static io.slipway.dispatcher.store.Where.all;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/**
 * The number of a change of the set-up. Every document of the set-up has that of the change that wrote it, and a change never
 * replaces what a later one wrote: whoever wakes up after its lease ended does no harm.
 */
record SetupNumber(long value) {
    /** Before every change. */
    static final SetupNumber NONE = new SetupNumber(0);

    private static final String FIELD = "setup";
    private static final int DUPLICATE_KEY = 11000;

    /** Replaces or inserts the document, unless a later change wrote it. */
    void replace(MongoCollection<Document> collection, String id, Document wanted) {
        Document numbered = new Document(wanted).append(FIELD, value);
        if (replaced(collection, id, numbered)) {
            return;
        }
        try {
            collection.insertOne(numbered);
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            replaced(
                    collection,
                    id,
                    numbered); // either inserted by another meanwhile, or of a later change, which stays
        }
    }

    private boolean replaced(MongoCollection<Document> collection, String id, Document numbered) {
        return collection
                        .replaceOne(all(eq("_id", id), or(eq(FIELD, null), lte(FIELD, value))), numbered)
                        .getMatchedCount()
                > 0;
    }
}
