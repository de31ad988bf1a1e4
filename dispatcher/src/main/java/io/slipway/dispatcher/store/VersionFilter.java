package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a project; what is null does not matter.
 *
 * @param text somewhere in key, author, message, a path or the digest, in any case
 * @param since at or after
 * @param until before
 * @param seenSince stored at or after
 * @param before only versions that sort before it: where the page before ended
 */
public record VersionFilter(
        String project,
        @Nullable String source,
        @Nullable String type,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Instant seenSince,
        @Nullable String before) {

    private static final List<String> SEARCHED =
            List.of("key", "author", "message", "firstPaths", "morePaths", "sha256");

    List<Bson> conditions() {
        List<Bson> conditions = new ArrayList<>(List.of(eq("project", project)));
        if (source != null) {
            conditions.add(eq("source", source));
        }
        if (type != null) {
            conditions.add(eq("type", type));
        }
        if (text != null) {
            conditions.add(somewhere(text));
        }
        if (seenSince != null) {
            conditions.add(gte("seenAt", seenSince));
        }
        Document order = order();
        if (!order.isEmpty()) {
            conditions.add(new Document("order", order));
        }
        return conditions;
    }

    /** No text index: the embedded store has none. */
    private static Bson somewhere(String text) {
        Pattern pattern = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
        return or(SEARCHED.stream().map(field -> regex(field, pattern)).toList());
    }

    private Document order() {
        Document range = new Document();
        if (since != null) {
            range.append("$gte", Version.orderOf(since));
        }
        String end = until == null ? null : Version.orderOf(until);
        if (before != null && (end == null || before.compareTo(end) < 0)) {
            end = before;
        }
        if (end != null) {
            range.append("$lt", end);
        }
        return range;
    }
}
