package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.ChangedPath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision.
 *
 * @param author null where the server hides it
 * @param date null where the server hides it
 * @param message cut at a fixed length
 * @param paths at most a fixed number of them
 * @param pathCount how many there are in truth
 */
record LogEntry(
        long revision,
        @Nullable String author,
        @Nullable Instant date,
        String message,
        List<ChangedPath> paths,
        int pathCount) {

    /** Characters it takes, about. */
    int weight() {
        return message.length()
                + paths.stream().mapToInt(path -> path.path().length() + 50).sum();
    }
}
