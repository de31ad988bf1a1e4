package io.slipway.filepull;

import io.slipway.contract.VersionRef;
import io.slipway.file.OpenDirectory;
import io.slipway.file.UnsafeEntryException;
import io.slipway.name.SafeName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a version's files lie, for example {@code {versionRoot}/server/{project}/{areaCode}/{version}/reloadfiles}.
 * Segments are the placeholders {@code {project}}, {@code {areaCode}}, {@code {version}}, each once, perhaps {@code {clientType}},
 * and plain names.
 *
 * <p>{@code {project}} may be a link, for a game whose directory has another name (requirement S4-3). It is resolved once.
 * No other segment may be a link.
 */
final class SourceTemplate {
    private static final String ROOT = "{versionRoot}/";
    private static final String PROJECT = "{project}";
    private static final Set<String> PLACEHOLDERS = Set.of(PROJECT, "{areaCode}", "{version}");
    private static final String CLIENT_TYPE = "{clientType}";

    private final Path versionRoot;
    private final List<String> segments;
    private final boolean allowAliasOutside;

    /** @throws IllegalArgumentException saying what is wrong with the template */
    SourceTemplate(Path versionRoot, String template, boolean allowAliasOutside) {
        this.versionRoot = versionRoot.toAbsolutePath().normalize();
        this.allowAliasOutside = allowAliasOutside;
        if (!template.startsWith(ROOT)) {
            throw new IllegalArgumentException("source template must start with " + ROOT + ": " + template);
        }
        this.segments = List.of(template.substring(ROOT.length()).split("/", -1));
        for (String segment : segments) {
            boolean placeholder = PLACEHOLDERS.contains(segment) || segment.equals(CLIENT_TYPE);
            if (!placeholder && !SafeName.allowed(segment)) {
                throw new IllegalArgumentException("source template has a bad segment '" + segment + "': " + template);
            }
        }
        if (segments.stream().filter(PLACEHOLDERS::contains).distinct().count() != PLACEHOLDERS.size()
                || segments.stream().filter(PLACEHOLDERS::contains).count() != PLACEHOLDERS.size()) {
            throw new IllegalArgumentException("source template needs each of " + PLACEHOLDERS + " once: " + template);
        }
    }

    /** Whether the version says all that the template asks for. */
    boolean takes(VersionRef version) {
        return version.clientType() != null || !segments.contains(CLIENT_TYPE);
    }

    /** The path a version is expected at, for messages. */
    Path expected(VersionRef version) {
        return versionRoot.resolve(
                segments.stream().map(s -> filled(s, version)).collect(Collectors.joining("/")));
    }

    /** The path of a project's directory or link, for messages. */
    Path expectedProject(VersionRef version) {
        return versionRoot.resolve(segments.stream()
                .limit(segments.indexOf(PROJECT) + 1L)
                .map(s -> filled(s, version))
                .collect(Collectors.joining("/")));
    }

    /** Opens a project's directory, through its link where it is one; throws as {@link #open}. */
    OpenDirectory openProject(VersionRef version) throws IOException {
        return open(version, segments.indexOf(PROJECT) + 1);
    }

    /**
     * Opens the directory of a version whose names have been checked.
     *
     * @throws java.nio.file.NoSuchFileException where a segment does not exist
     * @throws UnsafeEntryException where a segment is a link or file, or the project's link leads outside
     */
    OpenDirectory open(VersionRef version) throws IOException {
        return open(version, segments.size());
    }

    private OpenDirectory open(VersionRef version, int depth) throws IOException {
        List<String> names =
                segments.stream().limit(depth).map(s -> filled(s, version)).toList();
        return new ProjectPath(versionRoot, allowAliasOutside).open(names, segments.indexOf(PROJECT));
    }

    private static String filled(String segment, VersionRef version) {
        return switch (segment) {
            case PROJECT -> version.project();
            case "{areaCode}" -> version.areaCode();
            case "{version}" -> version.version();
            case CLIENT_TYPE -> String.valueOf(version.clientType());
            default -> segment;
        };
    }
}
