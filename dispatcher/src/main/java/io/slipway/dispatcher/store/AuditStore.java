package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The audit in MongoDB. Entries are only ever added, each under its number, which nobody can take twice. */
@Component
public class AuditStore {
    private static final int DUPLICATE_KEY = 11000;
    private static final int BATCH = 500;

    private final MongoCollection<Document> entries;

    public AuditStore(MongoDatabase database) {
        this.entries = database.getCollection("audit");
        entries.createIndex(Indexes.descending("project", "_id")); // a project's entries, newest first
    }

    /** The newest one. */
    public Optional<AuditEntry> last() {
        return Optional.ofNullable(entries.find(gt("_id", 0L))
                        .sort(Sorts.descending("_id"))
                        .limit(1)
                        .first())
                .map(AuditStore::read);
    }

    /**
     * Adds entries with numbers that follow each other.
     *
     * @return how many of them, from the first on; less than all where somebody else had a number first
     */
    public int add(List<AuditEntry> links) {
        try {
            entries.insertMany(links.stream().map(AuditStore::write).toList(), new InsertManyOptions().ordered(true));
            return links.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().size() != 1 || e.getWriteErrors().get(0).getCode() != DUPLICATE_KEY) {
                throw e;
            }
            return e.getWriteErrors().get(0).getIndex();
        }
    }

    /** Newest first. */
    public List<AuditEntry> list(AuditWanted wanted, int limit) {
        List<AuditEntry> found = new ArrayList<>();
        entries.find(wanted.condition())
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .forEach(entry -> found.add(read(entry)));
        return found;
    }

    /**
     * All of the chain, oldest first, a few in memory at a time.
     *
     * @param goOn false ends the walk
     */
    public void walk(Predicate<AuditEntry> goOn) {
        long next = 1;
        while (true) {
            List<Document> batch = entries.find(gte("_id", next))
                    .sort(Sorts.ascending("_id"))
                    .limit(BATCH)
                    .into(new ArrayList<>());
            for (Document entry : batch) {
                if (!goOn.test(read(entry))) {
                    return;
                }
            }
            if (batch.size() < BATCH) {
                return;
            }
            next = batch.get(BATCH - 1).getLong("_id") + 1;
        }
    }

    private static Document write(AuditEntry entry) {
        return new Document("_id", entry.seq())
                .append("at", Date.from(entry.at()))
                .append("request_id", entry.requestId())
                .append("who", entry.who())
                .append("address", entry.address())
                .append("method", entry.method())
                .append("path", entry.path())
                .append("status", entry.status())
                .append("code", entry.code())
                .append("project", entry.project())
                .append("job_id", entry.jobId())
                .append("note", entry.note())
                .append("before", entry.before())
                .append("after", entry.after())
                .append("previous", entry.previous())
                .append("hash", entry.hash());
    }

    private static AuditEntry read(Document entry) {
        return new AuditEntry(
                entry.getLong("_id"),
                entry.getDate("at").toInstant(),
                entry.getString("request_id"),
                entry.getString("who"),
                entry.getString("address"),
                entry.getString("method"),
                entry.getString("path"),
                entry.getInteger("status"),
                entry.getString("code"),
                entry.getString("project"),
                entry.getString("job_id"),
                entry.getString("note"),
                entry.getString("before"),
                entry.getString("after"),
                entry.getString("previous"),
                entry.getString("hash"));
    }
}
