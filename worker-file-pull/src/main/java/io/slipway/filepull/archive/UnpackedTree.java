package io.slipway.filepull.archive;

import io.slipway.contract.Manifest.ManifestFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an archive became.
 *
 * @param files sorted by name
 * @param directories parents before children
 * @param soleTop the one directory at the top that holds every file and every other directory; null where there is none
 */
public record UnpackedTree(
        List<ManifestFile> files,
        List<String> directories,
        @Nullable String soleTop) {
    /** The files as they are called below the sole top. */
    public List<ManifestFile> filesBelow(String top) {
        return files.stream()
                .map(file -> new ManifestFile(
                        file.name().substring(top.length() + 1), file.size(), file.md5(), file.sha256()))
                .toList();
    }
}
