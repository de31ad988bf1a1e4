package io.slipway.opsmanager.cdn;

import static io.slipway.opsmanager.cdn.CdnOrigin.require;

import io.slipway.contract.VersionRef;
import io.slipway.name.FileName;
import io.slipway.opsmanager.template.PathTemplate;
import io.slipway.rsync.RsyncDestination;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of one order go and how they are seen: every template of the origin expanded and looked at.
 *
 * @param directory below the origin, {@code /} between segments; file names are relative to it
 */
record CdnPlace(CdnOrigin origin, Map<String, String> values, String directory) {
    /**
     * @param version its names have been checked, as those of the CDN
     * @throws IllegalArgumentException naming the setting that leads nowhere, or that is missing for the client type
     */
    static CdnPlace of(CdnOrigin origin, VersionRef version, String area, String cdnRoot, String cdnDir) {
        Integer clientType = Objects.requireNonNull(version.clientType(), "a client update has a client type");
        String template = origin.paths().get(clientType);
        if (template == null) {
            throw new IllegalArgumentException("paths." + clientType + ": no path for client type " + clientType);
        }
        Map<String, String> values = Map.of(
                "project", version.project(),
                "area", area,
                "areaCode", version.areaCode(),
                "version", version.version(),
                "clientType", clientType.toString(),
                "cdnRoot", cdnRoot,
                "cdnDir", cdnDir);
        String property = "paths." + clientType;
        String directory = PathTemplate.of(property, template, CdnOrigin.PATH)
                .expand(values)
                .replaceFirst("/\\{name}$", "");
        String problem = FileName.problem(directory);
        require(problem == null, property + ": not a plain relative directory (" + problem + "): " + directory);
        return new CdnPlace(origin, values, directory);
    }

    /** @throws IllegalArgumentException where root or rsync leads to no directory */
    void requireDestination() {
        if (origin.rsync() == null) {
            root();
        } else {
            daemon();
        }
    }

    /** The local origin, absolute. */
    Path root() {
        String text = PathTemplate.of("root", Objects.requireNonNull(origin.root()), CdnOrigin.PLACE)
                .expand(values);
        Path path = Path.of(text);
        require(
                path.isAbsolute() && path.equals(path.normalize()) && path.getNameCount() > 0,
                "root: not a plain absolute directory: " + text);
        return path;
    }

    /** The directory as the rsync daemon names it. */
    RsyncDestination.Daemon daemon() {
        CdnOrigin.Rsync rsync = Objects.requireNonNull(origin.rsync());
        require(rsync.passwordFile() != null, "rsync.password-file: must be set");
        String above = rsync.path().isEmpty()
                ? ""
                : PathTemplate.of("rsync.path", rsync.path(), CdnOrigin.PLACE).expand(values) + "/";
        return new RsyncDestination.Daemon(
                String.valueOf(rsync.host()),
                rsync.port(),
                String.valueOf(rsync.module()),
                String.valueOf(rsync.user()),
                above + directory,
                rsync.passwordFile());
    }

    /** Where a file is fetched; null where there is no check. */
    @Nullable
    URI checkUrl(String name) {
        String url = origin.checkUrl();
        return url == null ? null : uri("check-url", url, name);
    }

    /** What a purge calls, one after the other; empty where there is none. */
    List<URI> purgeUrls(List<String> names) {
        CdnOrigin.Purge purge = origin.purge();
        if (purge == null) {
            return List.of();
        }
        List<String> each = purge.perFile() ? names : List.of("");
        return each.stream().map(name -> uri("purge.url", purge.url(), name)).toList();
    }

    private URI uri(String property, String template, String name) {
        Map<String, String> encoded = new HashMap<>(values);
        encoded.put("name", name);
        encoded.put("path", directory + "/" + name);
        encoded.replaceAll((key, value) -> key.equals("cdnRoot") ? value : encode(value)); // host and port
        String text = PathTemplate.of(property, template, CdnOrigin.URL).expand(encoded);
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            require(
                    http && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null,
                    property + ": an http or https URL with a host, and no user, is needed");
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(property + ": not a URL: " + e.getReason(), e);
        }
    }

    private static String encode(String value) {
        return Arrays.stream(value.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
