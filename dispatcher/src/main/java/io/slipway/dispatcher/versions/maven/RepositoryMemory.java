package io.slipway.dispatcher.versions.maven;

import io.slipway.dispatcher.store.VersionTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one source's looks remember so that the repository is asked for little: metadata that has not changed, and artifacts that were
 * refused. Kept in memory; losing it costs requests, nothing else.
 */
final class RepositoryMemory {
    private static final int MOST = 2_000;
    /** An artifact can be mended without a change of its checksum. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    private final String place;
    private final Map<String, Document> documents = bounded();
    private final Map<String, Refusal> refusals = bounded();

    private record Document(MavenMetadata metadata, Map<String, String> conditions) {}

    private record Refusal(String sha1, Instant until, VersionTrouble trouble) {}

    /** @param place of the source: pointed elsewhere, nothing of this holds */
    RepositoryMemory(String place) {
        this.place = place;
    }

    boolean isOf(String otherPlace) {
        return place.equals(otherPlace);
    }

    /** Header fields for a conditional request. */
    Map<String, String> conditions(String path) {
        Document known = documents.get(path);
        return known == null ? Map.of() : known.conditions();
    }

    @Nullable
    MavenMetadata metadata(String path) {
        Document known = documents.get(path);
        return known == null ? null : known.metadata();
    }

    /** @param conditions empty for what has to be fetched again */
    void keep(String path, MavenMetadata metadata, Map<String, String> conditions) {
        if (conditions.isEmpty()) {
            documents.remove(path);
        } else {
            documents.put(path, new Document(metadata, conditions));
        }
    }

    void refuse(String path, String sha1, Instant now, VersionTrouble trouble) {
        refusals.put(path, new Refusal(sha1, now.plus(REFUSED_FOR), trouble));
    }

    /** Why it is not fetched again now; null where it is. */
    @Nullable
    VersionTrouble refused(String path, String sha1, Instant now) {
        Refusal known = refusals.get(path);
        return known != null && known.sha1().equals(sha1) && now.isBefore(known.until()) ? known.trouble() : null;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
