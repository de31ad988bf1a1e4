package io.slipway.dispatcher.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
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
                .filter(mapping -> !mapping.isEmpty())
                .sorted(Comparator.comparing(QueueMapping::queue))
                .toList();
    }

    /** As the first set-up would; see {@link SetupStore} for changes. */
    public void put(QueueMapping mapping) {
        put(mapping, SetupNumber.NONE);
    }

    /** Takes effect unless a later set-up wrote it. An empty mapping stays as the mark that it was removed. */
    void put(QueueMapping mapping, SetupNumber number) {
        number.replace(mappings, mapping.queue(), write(mapping));
    }

    static Document write(QueueMapping mapping) {
        return new Document("_id", mapping.queue())
                .append("role", mapping.role().wire())
                .append("projects", mapping.projects())
                .append(
                        "areas",
                        mapping.areas().stream()
                                .map(area -> new Document("project", area.project()).append("area", area.area()))
                                .toList());
    }

    static QueueMapping read(Document stored) {
        return new QueueMapping(
                stored.getString("_id"),
                Role.ofWire(stored.getString("role")),
                List.copyOf(stored.getList("projects", String.class)),
                stored.getList("areas", Document.class).stream()
                        .map(area -> new MappedArea(area.getString("project"), area.getString("area")))
                        .toList());
    }
}
