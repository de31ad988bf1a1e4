package io.slipway.filepull.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a directory, with a digest of each file: to be compared before and after. */
public final class Surroundings {
    private Surroundings() {}

    /** Names below a directory with what they are; {@code apart} and what is in it is left out. */
    public static Map<String, String> of(Path directory, Path apart) {
        Map<String, String> seen = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(directory)) {
            entries.filter(entry -> !entry.startsWith(apart))
                    .forEach(entry -> seen.put(directory.relativize(entry).toString(), kind(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    private static String kind(Path entry) {
        try {
            if (Files.isSymbolicLink(entry)) {
                return "link " + Files.readSymbolicLink(entry);
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                return "directory";
            }
            return "file " + Arrays.hashCode(Files.readAllBytes(entry)) + " " + Files.size(entry) + " "
                    + Files.getLastModifiedTime(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
