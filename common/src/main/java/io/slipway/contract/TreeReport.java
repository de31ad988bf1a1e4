package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ops manager saw of a game server's trees. A part that was not seen is null.
 *
 * @param tree name of the tree that is live now; null where the live directory is no link of ours or was not seen
 * @param before name of the tree that was live before this order
 * @param switchedAt when the rename was done; null where this order renamed nothing
 * @param ranBefore whether its process ran before this order touched it
 * @param held names of all its trees on the host, newest first
 * @param kept its kept files as they are in the live tree
 * @param differences number of differences found by a comparison; null where none was made
 * @param first the first of them, at most {@link #MOST_NAMED}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TreeReport(
        @Nullable String tree,
        @Nullable String before,
        @Nullable Instant switchedAt,
        @Nullable Boolean ranBefore,
        @Nullable List<String> held,
        @Nullable List<KeptFile> kept,
        @Nullable Long differences,
        @Nullable List<Difference> first) {
    /** Bound on what a report names; the number says how many there are. */
    public static final int MOST_NAMED = 50;

    /** @param sha256 64 hex digits */
    public record KeptFile(String name, String sha256) {}

    /** @param name relative name */
    public record Difference(String name, Kind kind) {}

    /** How a file on a host differs from what should be there. */
    public enum Kind {
        /** It is not there. */
        MISSING,
        /** It has other bytes. */
        CHANGED,
        /** It should not be there. */
        EXTRA,
        /** The live directory leads to another tree, or is none of ours; the name is that of the tree found. */
        OTHER_TREE
    }
}
