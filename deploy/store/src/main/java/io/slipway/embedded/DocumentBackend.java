package io.slipway.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import org.h2.mvstore.MVStore;

/** Databases of {@link WholeDocuments}, found by {@link IdIndex}. */
class DocumentBackend extends H2Backend {
    // H2Database's names, which stores on disk have
    private static final String DOCUMENTS = "databases.";
    private static final String METADATA = "meta.";

    DocumentBackend(MVStore store) {
        super(store);
    }

    /** It knows no logins, so a client that logs in with a certificate is let in like every other. */
    @Override
    public Document handleMessage(MongoMessage message) {
        return message.getDocument().containsKey("authenticate")
                ? new Document("ok", 1.0)
                : super.handleMessage(message);
    }

    @Override
    protected final MongoDatabase openOrCreateDatabase(String name) {
        // The super-constructor opens what is on disk, before fields of this class would be set.
        MVStore store = getMvStore();
        return new H2Database(name, store, getCursorRegistry()) {
            @Override
            protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
                String map = getFullCollectionNamespace(collection);
                return new WholeDocuments(
                        this,
                        collection,
                        options,
                        store.openMap(DOCUMENTS + map),
                        store.openMap(METADATA + map),
                        cursorRegistry);
            }

            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                    String collection, String index, List<IndexKey> keys, boolean sparse) {
                return IdIndex.of(super.openOrCreateUniqueIndex(collection, index, keys, sparse));
            }
        };
    }
}
