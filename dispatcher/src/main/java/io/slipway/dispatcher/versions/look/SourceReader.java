package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.VersionSource;
import java.util.Set;

/** Reads one kind of source. Stores what is new while it reads, so that a look that fails in the middle was not for nothing. */
public interface SourceReader {
    SourceSettings.Kind kind();

    /**
     * One look. Never much longer than the deadline allows, whatever the source does.
     *
     * @throws SourceFailedException where the source itself cannot be read
     */
    LookEnd look(VersionSource source, Deadline deadline) throws SourceFailedException, InterruptedException;

    /** Forgets what is kept in memory about all other sources. */
    default void keepOnly(Set<String> sourceIds) {}
}
