package io.slipway.dispatcher.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The audit in MongoDB. Entries are only ever added. */
@Component
public class AuditStore {
    private final MongoCollection<Document> entries;

    AuditStore(MongoDatabase database) {
        this.entries = database.getCollection("audit");
    }

    public void add(AuditEntry entry) {
        entries.insertOne(new Document("at", Date.from(entry.at()))
                .append("request_id", entry.requestId())
                .append("who", entry.who())
                .append("method", entry.method())
                .append("path", entry.path())
                .append("status", entry.status())
                .append("code", entry.code())
                .append("job_id", entry.jobId())
                .append("note", entry.note()));
    }
}
