package io.slipway.filepull;

import io.slipway.file.OpenDirectory;
import io.slipway.filepull.archive.ArchiveKind;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one package there is of a name.
 *
 * @param file name in its directory
 * @param kind its format, null for a directory
 */
record FoundPackage(String file, @Nullable ArchiveKind kind) {
    /** @throws OrderEndedException VERSION_NOT_FOUND where there is none, CONFIG where there are several: none is guessed */
    static FoundPackage in(OpenDirectory directory, Path expected) throws IOException {
        String base = String.valueOf(expected.getFileName());
        List<FoundPackage> found = new ArrayList<>();
        addIfThere(new FoundPackage(base, null), directory, found);
        for (ArchiveKind kind : ArchiveKind.values()) {
            addIfThere(new FoundPackage(base + kind.ending(), kind), directory, found);
        }
        if (found.isEmpty()) {
            throw missing(expected, "");
        }
        if (found.size() > 1) {
            throw OrderEndedException.failed(
                    FailureCode.CONFIG,
                    "several packages of one version in " + directory.path() + ": "
                            + String.join(
                                    ", ", found.stream().map(FoundPackage::file).toList())
                            + "; leave the one that is meant");
        }
        return found.get(0);
    }

    /** @param detail what is missing, in parentheses, or empty */
    static OrderEndedException missing(Path expected, String detail) {
        return OrderEndedException.failed(
                FailureCode.VERSION_NOT_FOUND,
                "no package " + expected + ", looked for a directory of that name and for .zip, .tar.gz and .tgz"
                        + detail);
    }

    private static void addIfThere(FoundPackage candidate, OpenDirectory directory, List<FoundPackage> found)
            throws IOException {
        try {
            directory.attributes(candidate.file());
            found.add(candidate);
        } catch (NoSuchFileException e) {
            // most of them are not there
        }
    }
}
