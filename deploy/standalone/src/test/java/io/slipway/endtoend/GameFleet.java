package io.slipway.endtoend;

import io.slipway.peers.ErlangNodes;
import io.slipway.peers.ErlangNodes.GameNode;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Three hosts with two game servers each, an rsync daemon per host, an ops manager's daemon for pushed files, and a version
 * receiver's directories. Everything lies below one directory; hosts are 127.0.1.1 to 3.
 */
final class GameFleet implements AutoCloseable {
    static final String VERSION = "004200000";
    static final String BEAM = "ebin/player.beam";
    static final String TEXT = "配置/掉落.txt";

    private final Path directory;
    private final ErlangNodes nodes;
    private final RsyncDaemons daemons;
    private final Map<String, GameNode> servers = new LinkedHashMap<>();

    GameFleet(Path directory) throws IOException {
        this.directory = directory;
        Path players = Files.createDirectories(directory.resolve("players"));
        Path first = ErlangNodes.compilePlayer(1, players);
        nodes = ErlangNodes.start(Files.createDirectories(directory.resolve("nodes")));
        daemons = RsyncDaemons.in(Files.createDirectories(directory.resolve("daemons")));
        try {
            for (String ip : ErlangNodes.HOSTS) {
                Path root = Files.createDirectories(hostRoot(ip));
                daemons.start(ip, Map.of("game", root));
                for (String server : serversOf(ip)) {
                    Path ebin = Files.createDirectories(root.resolve(server).resolve("ebin"));
                    Files.copy(first, ebin.resolve("player.beam"));
                    servers.put(
                            server, nodes.startNode(server, ip, "-pa", ebin.toString(), "-eval", "player:start()."));
                }
            }
            daemons.start("127.0.0.1", Map.of("cmdb_hot_server", Files.createDirectories(hotRoot())));
            Path reloadfiles = Files.createDirectories(
                    directory.resolve("receiver/version_update/server/x/cn/" + VERSION + "/reloadfiles"));
            Files.createSymbolicLink(directory.resolve("receiver/version_update/server/ssss"), Path.of("x"));
            Files.createDirectories(reloadfiles.resolve("ebin"));
            Files.createDirectories(reloadfiles.resolve("配置"));
            Files.copy(ErlangNodes.compilePlayer(2, players), reloadfiles.resolve(BEAM));
            Files.writeString(reloadfiles.resolve(TEXT), "倚天剑 5%\n", StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static List<String> serversOf(String ip) {
        return switch (ip) {
            case "127.0.1.1" -> List.of("qq_1", "qq_2");
            case "127.0.1.2" -> List.of("cross_1", "corss_2");
            default -> List.of("center_1", "center_2");
        };
    }

    static String roleOf(String ip) {
        return switch (ip) {
            case "127.0.1.1" -> "game";
            case "127.0.1.2" -> "cross";
            default -> "cross_center";
        };
    }

    RsyncDaemons daemons() {
        return daemons;
    }

    Map<String, GameNode> servers() {
        return servers;
    }

    Path hostRoot(String ip) {
        return directory.resolve("hosts").resolve(ip);
    }

    /** Where the files of the version lie. */
    Path source() {
        return directory.resolve("receiver/version_update/server/x/cn/" + VERSION + "/reloadfiles");
    }

    Path hotRoot() {
        return directory.resolve("ops/hot");
    }

    /** Name to MD5 of the files of the version, as a file list of the CMDB. */
    List<Map<String, String>> updateFiles() throws Exception {
        List<Map<String, String>> files = new ArrayList<>();
        for (String name : List.of(BEAM, TEXT)) {
            byte[] bytes = Files.readAllBytes(
                    directory.resolve("receiver/version_update/server/x/cn/" + VERSION + "/reloadfiles/" + name));
            String md5 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            files.add(Map.of("file_name", name, "file_md5", md5));
        }
        return files;
    }

    /** Settings of all workers, by key. */
    Map<String, Object> workerSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", backupRoot());
        settings.put("slipway.file-pull.min-free-space", "1MB");
        settings.put("slipway.file-push.backup-root", backupRoot());
        settings.put("slipway.ops-manager.hot-root", hotRoot());
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "host-root", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "epmd-port", nodes.epmdPort());
        settings.put(project + "cookie-file", nodes.cookieFile());
        settings.put(project + "direct.port", daemons.port());
        settings.put(project + "direct.module", "game");
        settings.put(project + "direct.module-path", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "direct.user", daemons.user());
        settings.put(project + "direct.password-file", daemons.passwordFile());
        return settings;
    }

    /** What a game server answers when asked for its gold and its version, by a node of our own. */
    String ask(String server, String expression) {
        return ErlangQuestion.ask(nodes, servers.get(server), expression);
    }

    @Override
    public void close() {
        daemons.close();
        nodes.close();
    }

    private Path backupRoot() {
        try {
            return Files.createDirectories(directory.resolve("receiver/hot_backup"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
