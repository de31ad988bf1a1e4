package io.slipway.filepull;

import io.slipway.file.OpenDirectory;
import io.slipway.file.UnsafeEntryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens a directory below the version root one segment at a time; of these only a project's may be a link (requirement S4-3). */
record ProjectPath(Path versionRoot, boolean allowAliasOutside) {
    /**
     * @param names segments from the version root on
     * @param project which of them is the project's directory or its link
     * @throws java.nio.file.NoSuchFileException where a segment does not exist
     * @throws UnsafeEntryException where a segment is a link or file, or the project's link leads outside
     */
    OpenDirectory open(List<String> names, int project) throws IOException {
        OpenDirectory current = OpenDirectory.open(versionRoot.toRealPath());
        for (int i = 0; i < names.size(); i++) {
            try (OpenDirectory parent = current) {
                current = i == project ? openProject(parent.path(), names.get(i)) : parent.child(names.get(i));
            }
        }
        return current;
    }

    private OpenDirectory openProject(Path parent, String project) throws IOException {
        Path alias = parent.resolve(project);
        Path real = alias.toRealPath();
        if (!allowAliasOutside && (!real.startsWith(parent) || real.equals(parent))) {
            throw new UnsafeEntryException(alias.toString(), "leads out of " + parent);
        }
        if (!Files.isDirectory(real)) {
            throw new UnsafeEntryException(alias.toString(), "is not a directory");
        }
        return OpenDirectory.open(real);
    }
}
