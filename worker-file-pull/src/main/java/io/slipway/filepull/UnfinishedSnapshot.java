package io.slipway.filepull;

import io.slipway.file.DurableFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A copy under way: {@code .{version}.{attempt}.{random}.part} and the list that will go with it. Closing removes what was
 * not published.
 *
 * @param tree the copy
 * @param list its list, written once the copy is whole
 */
record UnfinishedSnapshot(Path tree, Path list) implements Closeable {
    private static final int RANDOM_DIGITS = 8;

    static UnfinishedSnapshot create(Path directory, String version, int attempt) throws IOException {
        String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
        String name = "." + version + "." + attempt + "." + random;
        Path tree = Files.createDirectory(directory.resolve(name + ".part"));
        return new UnfinishedSnapshot(tree, directory.resolve(name + ".files.part"));
    }

    /** Matches the names of both, group 1 is the attempt. */
    static Pattern names(String version) {
        return Pattern.compile(
                "\\." + Pattern.quote(version) + "\\.(\\d{1,9})\\.[0-9a-f]{" + RANDOM_DIGITS + "}(\\.files)?\\.part");
    }

    @Override
    public void close() throws IOException {
        DurableFiles.deleteTree(tree);
        Files.deleteIfExists(list);
    }
}
