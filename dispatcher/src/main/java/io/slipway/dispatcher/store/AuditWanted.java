package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.regex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit are meant; what is null is not asked for.
 *
 * @param projects only these, all where empty
 * @param path any part of it
 * @param from first moment
 * @param to first moment after
 * @param before only entries with a smaller number
 */
public record AuditWanted(
        Set<String> projects,
        @Nullable String who,
        @Nullable String path,
        @Nullable String code,
        @Nullable String jobId,
        @Nullable Instant from,
        @Nullable Instant to,
        long before) {

    /** The same, further down. */
    public AuditWanted below(long seq) {
        return new AuditWanted(projects, who, path, code, jobId, from, to, seq);
    }

    Bson condition() {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(new Document("_id", new Document("$gt", 0L).append("$lt", before)));
        if (!projects.isEmpty()) {
            conditions.add(in("project", projects));
        }
        if (who != null) {
            conditions.add(eq("who", who));
        }
        if (path != null) {
            conditions.add(regex("path", Pattern.compile(Pattern.quote(path))));
        }
        if (code != null) {
            conditions.add(eq("code", code));
        }
        if (jobId != null) {
            conditions.add(eq("job_id", jobId));
        }
        Document time = new Document();
        if (from != null) {
            time.append("$gte", Date.from(from));
        }
        if (to != null) {
            time.append("$lt", Date.from(to));
        }
        if (!time.isEmpty()) {
            conditions.add(new Document("at", time));
        }
        return Where.all(conditions);
    }
}
