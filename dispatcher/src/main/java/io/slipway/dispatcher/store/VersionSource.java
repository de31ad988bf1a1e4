package io.slipway.dispatcher.store;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A source of versions of a project, and how it goes.
 *
 * @param id {@code {project}/{name}}
 * @param place digest of what is looked at; a source that is pointed elsewhere begins anew
 */
public record VersionSource(
        @BsonId String id, String project, String name, String place, SourceSettings settings, State state) {
    private static final int PLACE_DIGITS = 24;

    /**
     * How it goes. Written by the leader alone.
     *
     * @param nextLookAt null for at once
     * @param position how far it has been read: the revision of a repository, else 0
     * @param repository which repository that was
     * @param stored versions that were stored from it
     * @param error why the last look failed; null where it did not
     * @param warnings what the last look left out
     */
    public record State(
            @Nullable Instant lastLookAt,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant nextLookAt,
            long position,
            @Nullable String repository,
            long stored,
            @Nullable VersionTrouble error,
            List<VersionTrouble> warnings) {
        static final State NEW = new State(null, null, null, 0, null, 0, null, List.of());
    }

    /** A source that was never looked at. */
    public static VersionSource fresh(String project, String name, SourceSettings settings) {
        return new VersionSource(idOf(project, name), project, name, placeOf(settings), settings, State.NEW);
    }

    public static String idOf(String project, String name) {
        return project + "/" + name;
    }

    private static String placeOf(SourceSettings settings) {
        String place = String.join(
                "\n",
                settings.kind().name(),
                String.valueOf(settings.url()),
                String.valueOf(settings.path()),
                String.valueOf(settings.pattern()),
                String.join("\n", settings.artifacts()));
        return Sha256.hex(place.getBytes(StandardCharsets.UTF_8)).substring(0, PLACE_DIGITS);
    }
}
