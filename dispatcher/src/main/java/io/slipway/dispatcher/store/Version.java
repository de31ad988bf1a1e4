package io.slipway.dispatcher.store;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be released: a revision, a build, an artifact. Stored once.
 *
 * @param id digest of project, source, place and key, so that the same thing found again is the same document
 * @param source name of its source, which may be gone
 * @param place the source's place when it was found, and the repository's own id where it has one
 * @param order sorts by time: what {@link #orderOf} makes
 * @param key {@code r1170}; the path of a build; {@code group:artifact:version[:classifier]:extension}
 * @param number the revision; 0 for others
 * @param at commit, creation or deployment
 * @param firstPaths the first paths a revision changed, as {@link ChangedPath#lines} writes them
 * @param morePaths the rest of them, up to a fixed number; null where they were not read from the store
 * @param pathCount how many it changed in truth
 * @param sha256 of a file; null for a revision
 * @param size bytes of a file
 * @param modifiedNanos when a file was last written, nanoseconds since 1970
 */
public record Version(
        @BsonId String id,
        String project,
        String source,
        String place,
        SourceSettings.Kind kind,
        String order,
        String type,
        String key,
        long number,
        Instant at,
        Instant seenAt,
        @Nullable String author,
        @Nullable String message,
        String firstPaths,
        @Nullable String morePaths,
        int pathCount,
        @Nullable String sha256,
        long size,
        long modifiedNanos,
        State state) {

    /** Whether it can still be fetched. */
    public enum State {
        PRESENT,
        /** Its file is not there any more. */
        GONE,
        /** Its file has other content now, which is a version of its own. */
        REPLACED
    }

    /** How many paths a list shows. */
    public static final int FIRST_PATHS = 20;

    private static final int TIME_DIGITS = 13;
    private static final int NUMBER_DIGITS = 10;
    private static final int ID_DIGITS = 32;

    public static String idOf(String project, String source, String place, String key) {
        String whole = String.join("\n", project, source, place, key);
        return Sha256.hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    /** Sorts as the times do; of two at the same time the higher revision is later. */
    public static String orderOf(Instant at, long number, String id) {
        long millis = Math.max(0, Math.min(at.toEpochMilli(), 9_999_999_999_999L));
        return padded(millis, TIME_DIGITS) + "-" + padded(number, NUMBER_DIGITS) + "-" + id;
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** The least order of that time. */
    public static String orderOf(Instant at) {
        return orderOf(at, 0, "");
    }

    /** The first that it changed, for lists. */
    public List<ChangedPath> firstChanges() {
        return ChangedPath.read(firstPaths);
    }

    /** All that are kept; the first alone where the rest was not read from the store. */
    public List<ChangedPath> changes() {
        List<ChangedPath> changes = new ArrayList<>(firstChanges());
        if (morePaths != null) {
            changes.addAll(ChangedPath.read(morePaths));
        }
        return changes;
    }
}
