package io.slipway.dispatcher.versions.maven;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * An artifact without its version: {@code group:artifact[:extension[:classifier]]}. All of it becomes part of URLs, so all of it is
 * checked.
 *
 * @param classifier empty for none
 */
public record MavenCoordinate(String group, String artifact, String extension, String classifier) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,12}(\\.[a-z0-9]{1,12})?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}");
    private static final Set<String> ARCHIVES = Set.of("zip", "jar", "war", "ear");
    private static final int MOST_PARTS = 4;

    /** @throws IllegalArgumentException where it is none */
    public static MavenCoordinate parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > MOST_PARTS) {
            throw new IllegalArgumentException("group:artifact[:extension[:classifier]]");
        }
        String extension = parts.length > 2 ? parts[2] : "zip";
        String classifier = parts.length > 3 ? parts[3] : "";
        boolean allowed = safe(NAME, parts[0])
                && safe(NAME, parts[1])
                && safe(EXTENSION, extension)
                && (parts.length < MOST_PARTS || safe(NAME, classifier));
        if (!allowed) {
            throw new IllegalArgumentException("group:artifact[:extension[:classifier]]");
        }
        return new MavenCoordinate(parts[0], parts[1], extension, classifier);
    }

    /** Whether a version of some metadata may become part of a URL. */
    static boolean safeVersion(String version) {
        return safe(VERSION, version);
    }

    private static boolean safe(Pattern pattern, String text) {
        return pattern.matcher(text).matches() && !text.contains("..");
    }

    /** Below the repository, with a slash at its end. */
    String directory() {
        return group.replace('.', '/') + "/" + artifact + "/";
    }

    /**
     * Below the repository.
     *
     * @param base version of the directory
     * @param value version in the name of the file, which differs for a snapshot
     */
    String file(String base, String value) {
        String end = classifier.isEmpty() ? "" : "-" + classifier;
        return directory() + base + "/" + artifact + "-" + value + end + "." + extension;
    }

    /** {@code group:artifact:version[:classifier]:extension} */
    String key(String value) {
        String middle = classifier.isEmpty() ? "" : ":" + classifier;
        return group + ":" + artifact + ":" + value + middle + ":" + extension;
    }

    boolean archive() {
        return ARCHIVES.contains(extension);
    }
}
