package io.slipway.dispatcher.store;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
 * @param paths what a revision changed, at most a fixed number; null where they were not read from the store
 * @param firstPaths the first of them, for lists
 * @param pathCount how many it changed in truth
 * @param sha256 of a file; null for a revision
 * @param size bytes of a file
 * @param modifiedNanos when a file was last written, nanoseconds since 1970
 * @param text all that a search looks at, in lower case; null where it was not read from the store
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
        @Nullable List<ChangedPath> paths,
        List<ChangedPath> firstPaths,
        int pathCount,
        @Nullable String sha256,
        long size,
        long modifiedNanos,
        State state,
        @Nullable String text) {

    /** Whether it can still be fetched. */
    public enum State {
        PRESENT,
        /** Its file is not there any more. */
        GONE,
        /** Its file has other content now, which is a version of its own. */
        REPLACED
    }

    /**
     * @param action A, M, D or R
     * @param copiedFrom {@code path@revision}
     */
    public record ChangedPath(
            String path, String action, @Nullable String copiedFrom) {}

    private static final int ID_DIGITS = 32;

    public static String idOf(String project, String source, String place, String key) {
        String whole = String.join("\n", project, source, place, key);
        return Sha256.hex(whole.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    /** Sorts as the times do; of two at the same time the higher revision is later. */
    public static String orderOf(Instant at, long number, String id) {
        long millis = Math.max(0, Math.min(at.toEpochMilli(), 9_999_999_999_999L));
        return String.format(Locale.ROOT, "%013d-%010d-%s", millis, number, id);
    }

    /** The least order of that time. */
    public static String orderOf(Instant at) {
        return orderOf(at, 0, "");
    }
}
