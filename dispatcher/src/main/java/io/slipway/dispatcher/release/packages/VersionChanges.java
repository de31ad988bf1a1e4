package io.slipway.dispatcher.release.packages;

import io.slipway.contract.Manifest.ManifestFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one version differs from another, by the SHA-256 of each file.
 *
 * @param files those that differ or are kept, by name
 * @param counts of each kind
 * @param bytes of the new and changed files
 */
public record VersionChanges(List<ChangedFile> files, Map<Kind, Integer> counts, long bytes) {
    /** What became of a file. */
    public enum Kind {
        /** Only the newer version has it. */
        NEW,
        /** It has other bytes. */
        CHANGED,
        /** Only the older version has it. */
        REMOVED,
        /** It belongs to the host, whatever the versions have. */
        KEPT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One file. */
    @Schema(name = "ChangedFile")
    public record ChangedFile(
            @Schema(example = "ebin/player.beam") String name,
            Kind kind,

            @Schema(description = "Bytes before; null where there was none") @Nullable
            Long fromSize,

            @Schema(description = "Bytes of this version; null where it has none") @Nullable
            Long size) {}

    /**
     * @param from empty where nothing is known of what was there
     * @param kept names that belong to the host
     */
    public static VersionChanges between(List<ManifestFile> from, List<ManifestFile> to, Set<String> kept) {
        Map<String, ManifestFile> old = new HashMap<>(from.size() * 2);
        from.forEach(file -> old.put(file.name(), file));
        List<ChangedFile> found = new ArrayList<>();
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        long bytes = 0;
        for (ManifestFile file : to) {
            Kind kind = kind(file, old.remove(file.name()), kept, found);
            if (kind != null) {
                counts.merge(kind, 1, Integer::sum);
                bytes += kind == Kind.KEPT ? 0 : file.size();
            }
        }
        for (ManifestFile gone : old.values()) {
            Kind kind = kept.contains(gone.name()) ? Kind.KEPT : Kind.REMOVED;
            found.add(new ChangedFile(gone.name(), kind, gone.size(), null));
            counts.merge(kind, 1, Integer::sum);
        }
        found.sort(Comparator.comparing(ChangedFile::name));
        return new VersionChanges(List.copyOf(found), counts, bytes);
    }

    private static @Nullable Kind kind(
            ManifestFile file, @Nullable ManifestFile was, Set<String> kept, List<ChangedFile> found) {
        boolean same = was != null && was.sha256().equals(file.sha256());
        Kind kind = kept.contains(file.name()) ? Kind.KEPT : was == null ? Kind.NEW : Kind.CHANGED;
        if (same && kind != Kind.KEPT) {
            return null;
        }
        found.add(new ChangedFile(file.name(), kind, was == null ? null : was.size(), file.size()));
        return kind;
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
