package io.slipway.dispatcher.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed between two versions. */
public record VersionDiff(
        @Schema(description = "The older one, where both are revisions")
        VersionView from,

        VersionView to,

        @Schema(description = "Of files: the same bytes. Of revisions: nothing changed")
        boolean same,

        @Schema(description = "How many revisions lie between; null for files") @Nullable
        Integer revisions,

        int added,
        int modified,
        int deleted,
        int replaced,

        @Schema(description = "By path; at most as many as were asked for")
        List<Change> changes,

        @Schema(description = "False where there are more changes, or where not every path of a version is known")
        boolean complete) {

    /**
     * One path.
     *
     * @param fromSize of an entry of an archive
     * @param toSize likewise
     */
    @Schema(name = "VersionChange")
    public record Change(
            @Schema(example = "/trunk/server/a.erl") String path,

            @Schema(description = "A added, M modified, D deleted, R replaced", example = "M")
            String kind,

            @Nullable Long fromSize,
            @Nullable Long toSize) {}
}
