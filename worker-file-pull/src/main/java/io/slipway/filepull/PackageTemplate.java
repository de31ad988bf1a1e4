package io.slipway.filepull;

import io.slipway.contract.VersionRef;
import io.slipway.file.OpenDirectory;
import io.slipway.name.SafeName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where packages lie, for example {@code {versionRoot}/release/{project}/{appType}/{version}}: a directory of that name, or an
 * archive of that name and an ending. {@code {project}} is a segment of its own and may be a link, as for pulls (requirement
 * S4-3); {@code {appType}}, {@code {version}} and {@code {areaCode}} may also be parts of a segment, such as
 * {@code {appType}-deploy}. All but the area code must be there.
 */
final class PackageTemplate {
    private static final String ROOT = "{versionRoot}/";
    private static final String PROJECT = "{project}";
    private static final Set<String> NEEDED = Set.of(PROJECT, "{appType}", "{version}");

    private final Path versionRoot;
    private final List<String> segments;
    private final boolean allowAliasOutside;

    /** @throws IllegalArgumentException saying what is wrong with the template */
    PackageTemplate(Path versionRoot, String template, boolean allowAliasOutside) {
        this.versionRoot = versionRoot.toAbsolutePath().normalize();
        this.allowAliasOutside = allowAliasOutside;
        if (!template.startsWith(ROOT)) {
            throw new IllegalArgumentException("package template must start with " + ROOT + ": " + template);
        }
        String below = template.substring(ROOT.length());
        this.segments = List.of(below.split("/", -1));
        for (String segment : segments) {
            boolean misplaced = segment.contains(PROJECT) && !segment.equals(PROJECT);
            if (misplaced || !SafeName.allowed(filled(segment, "x", "x", "x", "x"))) {
                throw new IllegalArgumentException("package template has a bad segment '" + segment + "': " + template);
            }
        }
        boolean complete = NEEDED.stream().allMatch(below::contains)
                && segments.indexOf(PROJECT) == segments.lastIndexOf(PROJECT)
                && segments.indexOf(PROJECT) < segments.size() - 1;
        if (!complete) {
            throw new IllegalArgumentException("package template needs each of " + NEEDED + ", the project once and"
                    + " before the last segment: " + template);
        }
    }

    /** The path a package is expected at, without the ending of an archive. */
    Path expected(VersionRef version, String appType) {
        return versionRoot.resolve(String.join("/", names(version, appType)));
    }

    /** Opens the directory that packages of this type and version lie in; throws as {@link ProjectPath#open}. */
    OpenDirectory openParent(VersionRef version, String appType) throws IOException {
        List<String> names = names(version, appType);
        return new ProjectPath(versionRoot, allowAliasOutside)
                .open(names.subList(0, names.size() - 1), segments.indexOf(PROJECT));
    }

    private List<String> names(VersionRef version, String appType) {
        return segments.stream()
                .map(segment -> filled(segment, version.project(), appType, version.version(), version.areaCode()))
                .toList();
    }

    private static String filled(String segment, String project, String appType, String version, String areaCode) {
        return segment.replace(PROJECT, project)
                .replace("{appType}", appType)
                .replace("{version}", version)
                .replace("{areaCode}", areaCode);
    }
}
