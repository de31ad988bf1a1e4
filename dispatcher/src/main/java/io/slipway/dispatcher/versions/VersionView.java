package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.store.ChangedPath;
import io.slipway.dispatcher.store.Version;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that can be released. */
public record VersionView(
        @Schema(example = "9f86d081884c7d659a2feaa0c55ad015")
        String versionId,

        String source,
        @Schema(description = "svn, builds or maven") String kind,
        @Schema(example = "GameServer") String type,

        @Schema(
                description = "r1170; the path of a build; group:artifact:version[:classifier]:extension",
                example = "r1170")
        String key,

        @Schema(description = "Of a repository") @Nullable Long revision,

        @Schema(description = "Committed, built or deployed")
        Instant at,

        @Schema(description = "Found") Instant seenAt,
        @Nullable String author,
        @Nullable String message,

        @Schema(description = "In a list the first 20, else at most 2000; path_count says how many there are")
        List<ChangedPath> paths,

        int pathCount,
        @Nullable String sha256,
        @Nullable Long size,

        @Schema(description = "present; gone: its file is not there any more; replaced: it has other content now")
        String state) {

    static VersionView of(Version version) {
        boolean revision = version.number() > 0;
        return new VersionView(
                version.id(),
                version.source(),
                VersionSourceChecks.wire(version.kind()),
                version.type(),
                version.key(),
                revision ? version.number() : null,
                version.at(),
                version.seenAt(),
                version.author(),
                version.message(),
                version.changes(),
                version.pathCount(),
                version.sha256(),
                revision ? null : version.size(),
                version.state().name().toLowerCase(Locale.ROOT));
    }
}
