package io.slipway.opsmanager.cdn;

import io.slipway.contract.VersionRef;
import io.slipway.name.CdnName;
import io.slipway.opsmanager.template.PathTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The origin of a CDN: where its files are put and how it is looked at afterwards. Exactly one of {@code root} and
 * {@code rsync} is set. Templates take {@code {project}}, {@code {area}} (Chinese name), {@code {areaCode}} and
 * {@code {cdnRoot}}, and where said more; an unknown placeholder stops the start.
 *
 * @param root template of the origin's directory on this machine, absolute; it must exist. Holds {@code .slipway} with the
 *     fences, which the web server should not show
 * @param rsync the origin's rsync daemon
 * @param paths by client type (0 or 1) where a file goes below the origin; with {@code {cdnDir}}, {@code {version}} and
 *     {@code {clientType}}, ending with {@code /{name}}. Required for the client types in use
 * @param checkUrl template of the address at which a file is fetched and compared after it was put in place; also with
 *     {@code {cdnDir}}, {@code {version}}, {@code {clientType}}, {@code {name}} and {@code {path}}, the file's place below the
 *     origin. Unset (the default): no check
 * @param checkLimit longest fetch of one file, default 30 s
 * @param checkThreads files fetched, or purge calls made, at once: 1 to 16, default 4
 * @param checkFresh how caches on the way are told to fetch anew, default {@code header}
 * @param purge called before the check; unset: nobody is called
 */
public record CdnOrigin(
        @Nullable String root,
        @Nullable Rsync rsync,
        @DefaultValue Map<Integer, String> paths,
        @Nullable String checkUrl,
        @DefaultValue("30s") Duration checkLimit,
        @DefaultValue("4") int checkThreads,
        @DefaultValue("header") Fresh checkFresh,
        @Nullable Purge purge) {
    /** In place of a {@code cdn_root_url}: all that are not named. */
    public static final String ANY = "*";

    static final Set<String> PLACE = Set.of("project", "area", "areaCode", "cdnRoot");
    static final Set<String> PATH =
            Set.of("project", "area", "areaCode", "cdnRoot", "cdnDir", "version", "clientType", "name");
    static final Set<String> URL =
            Set.of("project", "area", "areaCode", "cdnRoot", "cdnDir", "version", "clientType", "name", "path");
    private static final String NAME = "/{name}";
    private static final String ROOT = "{cdnRoot}";
    private static final int MAX_THREADS = 16;

    /** How a fetch gets past caches. */
    public enum Fresh {
        /** Not at all: the check sees what players see. */
        NONE,
        /** With {@code Cache-Control: no-cache}. */
        HEADER,
        /** With {@code slipway={jobSeq}-{attempt}} in the query, for caches that ignore the header. */
        QUERY
    }

    /**
     * An rsync daemon.
     *
     * @param host IPv4 address
     * @param port default 873
     * @param path template of a directory below the module; default the module itself
     * @param passwordFile absolute, mode 600 or 400
     */
    public record Rsync(
            String host,
            @DefaultValue("873") int port,
            String module,
            String user,
            @DefaultValue("") String path,
            Path passwordFile) {}

    /**
     * Tells a cache to drop what it has.
     *
     * @param method default {@code PURGE}
     * @param url template like {@code checkUrl}; with {@code {name}} or {@code {path}} it is called for each file, else once
     *     for the directory
     * @param headerFile absolute, mode 600 or 400: lines {@code Name: value} sent along, for credentials
     * @param limit longest wait for an answer, default 10 s
     */
    public record Purge(
            @DefaultValue("PURGE") String method,
            String url,
            @Nullable Path headerFile,
            @DefaultValue("10s") Duration limit) {
        private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

        public Purge {
            require(url != null && !url.isBlank(), "purge.url: must be set");
            require(METHOD.matcher(method).matches() && !method.equals("CONNECT"), "purge.method: not " + method);
            require(headerFile == null || headerFile.isAbsolute(), "purge.header-file: must be absolute");
            require(limit.toMillis() >= 1, "purge.limit: must be longer than nothing");
        }

        boolean perFile() {
            return url.contains("{name}") || url.contains("{path}");
        }
    }

    public CdnOrigin {
        paths = Map.copyOf(paths);
        require((root == null) != (rsync == null), "root: set root or rsync, and only one of them");
        require(!paths.isEmpty(), "paths: say where the files of client type 0 or 1 go");
        require(checkLimit.toMillis() >= 1, "check-limit: must be longer than nothing");
        require(
                checkThreads >= 1 && checkThreads <= MAX_THREADS,
                "check-threads: 1 to " + MAX_THREADS + ", not " + checkThreads);
        paths.forEach(CdnOrigin::requirePath);
    }

    /**
     * Expands everything once, so that a template that leads nowhere is found at the start and not at night.
     *
     * @param key the {@code cdn_root_url} it is configured for, or {@link #ANY}
     * @throws IllegalArgumentException naming the setting
     */
    public void requireUsable(String key) {
        boolean any = key.equals(ANY);
        require(any || CdnName.rootAllowed(key), "not a host name such as [res.example.com], nor [*]");
        require(!any || separatesRoots(), "root: several CDNs would share one directory; use {cdnRoot} in it");
        requireOwnAuthority("check-url", checkUrl, any);
        requireOwnAuthority("purge.url", purge == null ? null : purge.url(), any);
        for (int clientType : paths.keySet()) {
            VersionRef version = new VersionRef(VersionRef.HOT_CLIENT, "project", "cn", "uuid", "1", clientType);
            CdnPlace sample = CdnPlace.of(this, version, "area", any ? "res.example.com" : key, "t1");
            sample.requireDestination();
            sample.checkUrl("a.txt");
            sample.purgeUrls(java.util.List.of("a.txt"));
        }
    }

    /** Where a request may name any CDN, the name it gives must not be where we connect to. */
    private static void requireOwnAuthority(String property, @Nullable String url, boolean any) {
        if (url != null) {
            int start = url.indexOf("://");
            String authority = start < 0 ? "" : url.substring(start + 3).split("[/?#]", 2)[0];
            String fixed = any ? authority : authority.replace(ROOT, "");
            require(!fixed.contains("{"), property + ": the host must stand there as it is: " + authority);
        }
    }

    private boolean separatesRoots() {
        return (root != null && root.contains(ROOT))
                || (rsync != null && rsync.path().contains(ROOT))
                || paths.values().stream().allMatch(path -> path.contains(ROOT));
    }

    private static void requirePath(int clientType, String path) {
        String property = "paths." + clientType;
        require(clientType == 0 || clientType == 1, property + ": client types are 0 and 1");
        PathTemplate.of(property, path, PATH);
        require(
                path.endsWith(NAME) && path.indexOf("{name}") == path.length() - NAME.length() + 1,
                property + ": must end with " + NAME + " and have it once: " + path);
        require(path.contains("{cdnDir}"), property + ": all directories would share one place; use {cdnDir} in it");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
