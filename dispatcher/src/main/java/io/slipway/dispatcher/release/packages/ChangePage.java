package io.slipway.dispatcher.release.packages;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.release.packages.VersionChanges.ChangedFile;
import io.slipway.dispatcher.release.packages.VersionChanges.Kind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of how a version differs from another, by name. */
@Schema(name = "FileChanges")
public record ChangePage(
        @Schema(description = "The other version; null where nothing is known of what is there") @Nullable
        String fromVersion,

        String version,

        @Schema(description = "Files that are not there") @JsonProperty("new")
        int fresh,

        @Schema(description = "Files with other bytes") int changed,

        @Schema(description = "Files that this version does not have")
        int removed,

        @Schema(description = "Files that belong to the host and stay as they are")
        int kept,

        @Schema(description = "Of the new and changed files")
        long bytes,

        List<ChangedFile> files,

        @Schema(description = "Give it as `after` for the next page; null on the last") @Nullable
        String next) {
    /** Most files of a page. */
    public static final int MOST = 1000;

    /**
     * What a page is asked with.
     *
     * @param kind {@code new}, {@code changed}, {@code removed} or {@code kept}; null for all
     * @param after name of the last file of the page before; null for the first
     */
    public record Wish(
            @Nullable Kind kind, int limit, @Nullable String after) {
        /** @throws ProblemException {@code bad_parameter} */
        public static Wish of(@Nullable String kind, int limit, @Nullable String after) {
            if (limit < 1 || limit > MOST) {
                throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
            }
            return new Wish(kind == null ? null : kind(kind), limit, after);
        }

        private static Kind kind(String wire) {
            return Arrays.stream(Kind.values())
                    .filter(kind -> kind.wire().equals(wire))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?kind")));
        }
    }

    /** The counts are those of all files, whatever is asked for. */
    public static ChangePage of(@Nullable String fromVersion, String version, VersionChanges changes, Wish wish) {
        String after = wish.after();
        List<ChangedFile> wanted = changes.files().stream()
                .filter(file -> wish.kind() == null || file.kind() == wish.kind())
                .filter(file -> after == null || file.name().compareTo(after) > 0)
                .limit(wish.limit() + 1L)
                .toList();
        boolean more = wanted.size() > wish.limit();
        List<ChangedFile> page = more ? wanted.subList(0, wish.limit()) : wanted;
        return new ChangePage(
                fromVersion,
                version,
                changes.count(Kind.NEW),
                changes.count(Kind.CHANGED),
                changes.count(Kind.REMOVED),
                changes.count(Kind.KEPT),
                changes.bytes(),
                page,
                more ? page.get(page.size() - 1).name() : null);
    }
}
