package io.slipway.endtoend;

import io.slipway.peers.Nginx;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version receiver's directories with two versions of a client, an ops manager's daemon for pushed files, and a web server
 * as the origin of the seed's CDN. Everything lies below one directory.
 */
final class CdnFleet implements AutoCloseable {
    static final String ROOT = "res.ssss.chuangyunet.com";
    static final String VERSION = "003100000";
    /** Its one file is served from elsewhere in {@code s1}. */
    static final String STALE_VERSION = "003100001";

    private final Path directory;
    private final RsyncDaemons daemons;
    private final Nginx nginx;
    private final HttpClient browser = HttpClient.newHttpClient();

    CdnFleet(Path directory) throws IOException {
        this.directory = directory;
        version(VERSION, "a.txt", "first\n");
        version(VERSION, "b.txt", "second\n");
        version(VERSION, "res/图 标.png", "icon");
        version(STALE_VERSION, "news.txt", "new\n");
        for (String dir : List.of("t1", "test_r1", "s1", "elsewhere")) {
            Files.createDirectories(cdn().resolve(dir));
        }
        Files.writeString(cdn().resolve("t1/a.txt"), "old\n");
        Files.writeString(Files.createDirectories(directory.resolve("stale/s1")).resolve("news.txt"), "old\n");
        daemons = RsyncDaemons.in(Files.createDirectories(directory.resolve("daemons")));
        daemons.start("127.0.0.1", Map.of("cmdb_hot_server", Files.createDirectories(directory.resolve("ops/hot"))));
        nginx = Nginx.serving(
                directory.resolve("nginx"), "127.0.0.5", cdn(), """
                if ($request_method = PURGE) { return 204; }
                location = /s1/news.txt { root %s; }
                """.formatted(directory.resolve("stale")));
    }

    /** What the web server serves. */
    Path cdn() {
        return directory.resolve("cdn/" + ROOT);
    }

    Nginx nginx() {
        return nginx;
    }

    Map<String, Object> pushDestination() {
        return Map.of(
                "ip", "127.0.0.1",
                "port", daemons.port(),
                "module", "cmdb_hot_server",
                "user", daemons.user(),
                "pass_file", daemons.passwordFile().toString());
    }

    /** Name to MD5 of the files of a version, as a file list of the CMDB. */
    List<Map<String, String>> updateFiles(String version) throws Exception {
        Path root = receiver(version);
        List<Map<String, String>> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
                files.add(Map.of(
                        "file_name",
                        root.relativize(file).toString(),
                        "file_md5",
                        HexFormat.of().formatHex(digest)));
            }
        }
        return files;
    }

    /** Settings of all workers, by key. */
    Map<String, Object> workerSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.file-pull.min-free-space", "1MB");
        settings.put("slipway.file-push.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "host-root", "/data/ssss");
        settings.put(project + "cookie-file", directory.resolve("no.cookie"));
        settings.put(project + "direct.module", "game");
        settings.put(project + "direct.user", "nobody");
        settings.put(project + "direct.password-file", directory.resolve("no.password"));
        String origin = project + "cdn[" + ROOT + "].";
        settings.put(origin + "root", directory.resolve("cdn") + "/{cdnRoot}");
        settings.put(origin + "paths.0", "{cdnDir}/{name}");
        settings.put(origin + "paths.1", "{cdnDir}/{version}/{name}");
        settings.put(origin + "check-url", nginx.url() + "/{path}");
        settings.put(origin + "purge.url", nginx.url() + "/{path}");
        return settings;
    }

    /** What a player gets. */
    String fetch(String path) throws Exception {
        String encoded = Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(nginx.url() + "/" + encoded)).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "status " + answer.statusCode();
    }

    @Override
    public void close() {
        nginx.close();
        daemons.close();
    }

    private Path receiver(String version) {
        return directory.resolve("receiver/version_update/client/ssss/cn/" + version);
    }

    private void version(String version, String name, String content) throws IOException {
        Path file = receiver(version).resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
        Files.createDirectories(directory.resolve("receiver/hot_backup"));
    }
}
