package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.slipway.dispatcher.store.QueueMapping.MappedArea;
import io.slipway.job.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Queue mappings in MongoDB, one document each, {@code _id} = queue. */
@Component
public class QueueMappingStore {
    private final MongoCollection<Document> mappings;

    QueueMappingStore(MongoDatabase database) {
        this.mappings = database.getCollection("queue_mappings");
    }

    /** Sorted by queue. */
    public List<QueueMapping> all() {
        return mappings.find().into(new ArrayList<>()).stream()
                .map(QueueMappingStore::read)
                .sorted(Comparator.comparing(QueueMapping::queue))
                .toList();
    }

    public void put(QueueMapping mapping) {
        mappings.replaceOne(eq("_id", mapping.queue()), write(mapping), new ReplaceOptions().upsert(true));
    }

    /** @return false where there was none */
    public boolean delete(String queue) {
        return mappings.deleteOne(eq("_id", queue)).getDeletedCount() > 0;
    }

    private static Document write(QueueMapping mapping) {
        return new Document("_id", mapping.queue())
                .append("role", mapping.role().wire())
                .append("projects", mapping.projects())
                .append(
                        "areas",
                        mapping.areas().stream()
                                .map(area -> new Document("project", area.project()).append("area", area.area()))
                                .toList());
    }

    private static QueueMapping read(Document stored) {
        return new QueueMapping(
                stored.getString("_id"),
                Role.ofWire(stored.getString("role")),
                List.copyOf(stored.getList("projects", String.class)),
                stored.getList("areas", Document.class).stream()
                        .map(area -> new MappedArea(area.getString("project"), area.getString("area")))
                        .toList());
    }
}
