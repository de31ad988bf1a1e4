package io.slipway.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * The index on {@code _id}, used by every query that names it, as MongoDB does. mongo-java-server uses an index only for a query of
 * exactly its keys and else looks at each document: a compare-and-set on {@code _id} and a state took as long as there were
 * documents. The collection still holds what the index finds against the whole query.
 *
 * @param <P> position of a document
 */
final class IdIndex<P> extends Index<P> {
    private static final String ID = "_id";

    private final Index<P> index;

    private IdIndex(Index<P> index) {
        super(index.getName(), index.getKeys(), false);
        this.index = index;
    }

    /** The same index, which answers more queries where it is the one on {@code _id}. */
    static <P> Index<P> of(Index<P> index) {
        List<String> keys = index.getKeys().stream().map(key -> key.getKey()).toList();
        return keys.equals(List.of(ID)) ? new IdIndex<>(index) : index;
    }

    @Override
    public boolean canHandle(Document query) {
        return query.containsKey(ID) && index.canHandle(idOf(query));
    }

    @Override
    public Iterable<P> getPositions(Document query) {
        return index.getPositions(idOf(query));
    }

    @Override
    public P getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<P> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, P position, MongoCollection<P> collection) {
        index.add(document, position, collection);
    }

    @Override
    public P remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<P> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, P position, MongoCollection<P> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public boolean isEmpty() {
        return index.isEmpty();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public void drop() {
        index.drop();
    }

    private static Document idOf(Document query) {
        return new Document(ID, query.get(ID));
    }
}
