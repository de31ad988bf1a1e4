package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionSource;
import java.time.Instant;
import java.util.List;

/** Versions that are one file. */
public final class FileVersions {
    private FileVersions() {}

    /** @param identity what makes it another version: the key, and the digest where the same key can have other content */
    public static Version of(
            VersionSource source,
            String key,
            String identity,
            CheckedFile file,
            Instant at,
            long modifiedNanos,
            Instant now) {
        String id = Version.idOf(source.project(), source.name(), source.place(), identity);
        return new Version(
                id,
                source.project(),
                source.name(),
                source.place(),
                source.settings().kind(),
                Version.orderOf(at, 0, id),
                TypeRules.typeOf(List.of(key), source.settings().types()),
                key,
                0,
                at,
                now,
                null,
                null,
                "",
                "",
                0,
                file.sha256(),
                file.size(),
                modifiedNanos,
                Version.State.PRESENT);
    }
}
