package io.slipway.dispatcher.versions.builds;

import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.file.FileStamp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one source's looks saw of files that are not stored: a file counts only when two looks saw it alike, and one that was read and
 * refused is not read again until it changes. Kept in memory; after a change of the leader a file waits for two more looks.
 */
final class Sightings {
    private record Seen(FileStamp stamp, @Nullable VersionTrouble refused) {}

    private final Map<Path, Seen> seen = new HashMap<>();

    /** @return whether the look before saw it alike */
    boolean rests(Path file, FileStamp stamp) {
        Seen before = seen.get(file);
        if (before != null && before.stamp().equals(stamp)) {
            return true;
        }
        seen.put(file, new Seen(stamp, null));
        return false;
    }

    /** Why it was refused the last time; null where it was not read yet. */
    @Nullable
    VersionTrouble refused(Path file) {
        Seen before = seen.get(file);
        return before == null ? null : before.refused();
    }

    void refuse(Path file, FileStamp stamp, VersionTrouble trouble) {
        seen.put(file, new Seen(stamp, trouble));
    }

    void keepOnly(Set<Path> files) {
        seen.keySet().retainAll(files);
    }
}
