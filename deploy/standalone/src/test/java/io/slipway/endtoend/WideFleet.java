package io.slipway.endtoend;

import static org.awaitility.Awaitility.await;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.FreePorts;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Two hundred hosts, each with its own rsync daemon, directories and fence; one Erlang node answers on all their addresses.
 * Copies, switches, commands and proofs are real.
 */
final class WideFleet implements AutoCloseable {
    static final int HOSTS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NODE = "wide@127.0.0.1";

    private final Path directory;
    private final RsyncDaemons daemons;
    private final ChildProcess epmd;
    private final ChildProcess node;
    private final int epmdPort = FreePorts.one();

    WideFleet(Path directory) throws IOException {
        this.directory = directory;
        Path loaded = Files.createDirectories(directory.resolve("loaded"));
        Path beam = ErlangNodes.compilePlayer(2, loaded);
        for (String ip : ips()) {
            Files.createDirectories(
                    directory.resolve("hosts").resolve(ip).resolve("qq").resolve("ebin"));
        }
        Path reloadfiles = Files.createDirectories(
                directory.resolve("receiver/version_update/server/ssss/cn/" + GameFleet.VERSION + "/reloadfiles/ebin"));
        Files.copy(beam, reloadfiles.resolve("player.beam"));
        Files.createDirectories(directory.resolve("receiver/hot_backup"));
        Path cookie = Files.writeString(directory.resolve(".erlang.cookie"), "c" + UUID.randomUUID());
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        daemons = RsyncDaemons.in(Files.createDirectories(directory.resolve("daemon")));
        for (String ip : ips()) {
            daemons.start(ip, Map.of("game", directory.resolve("hosts")));
        }
        daemons.start("127.0.0.1", Map.of("cmdb_hot_server", Files.createDirectories(directory.resolve("ops/hot"))));
        Map<String, String> environment =
                Map.of("HOME", directory.toString(), "ERL_EPMD_PORT", Integer.toString(epmdPort));
        epmd = ChildProcess.start(
                directory.resolve("epmd.out"), environment, List.of("epmd", "-port", Integer.toString(epmdPort)));
        epmd.awaitReady("epmd", LIMIT, () -> !FreePorts.isFree("127.0.0.1", epmdPort));
        node = ChildProcess.start(
                directory.resolve("node.out"),
                environment,
                List.of(
                        "erl",
                        "-noshell",
                        "-noinput",
                        "-name",
                        NODE,
                        "-start_epmd",
                        "false",
                        "-pa",
                        loaded.toString(),
                        "+sbwt",
                        "none",
                        "-eval",
                        "player:start(), io:format(\"ready~n\")."));
        node.awaitReady("node", LIMIT, () -> node.output().contains("ready"));
    }

    static List<String> ips() {
        return IntStream.rangeClosed(1, HOSTS).mapToObj(i -> "127.0.2." + i).toList();
    }

    /** The rsync manager that pushes go to, as the API takes it. */
    Map<String, Object> manager() {
        return Map.of(
                "ip", "127.0.0.1",
                "port", daemons.port(),
                "module", "cmdb_hot_server",
                "user", daemons.user(),
                "pass_file", daemons.passwordFile().toString());
    }

    /** How often {@code player:earn(1)} ran, as the game server itself counts. */
    int commandsRun() {
        ChildProcess.Finished answer = ChildProcess.run(
                LIMIT,
                Map.of("HOME", directory.toString(), "ERL_EPMD_PORT", Integer.toString(epmdPort)),
                List.of("erl_call", "-R", "-timeout", "10", "-n", NODE, "-a", "player gold"));
        return Integer.parseInt(answer.output().strip()) / 2; // version 2 doubles what is earned
    }

    Path receiverFile() {
        return directory.resolve(
                "receiver/version_update/server/ssss/cn/" + GameFleet.VERSION + "/reloadfiles/" + GameFleet.BEAM);
    }

    Map<String, Object> workerSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.file-pull.min-free-space", "1MB");
        settings.put("slipway.file-push.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "host-root", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "node-name", NODE);
        settings.put(project + "epmd-port", epmdPort);
        settings.put(project + "cookie-file", directory.resolve(".erlang.cookie"));
        settings.put(project + "direct.port", daemons.port());
        settings.put(project + "direct.module", "game");
        settings.put(project + "direct.module-path", directory.resolve("hosts"));
        settings.put(project + "direct.user", daemons.user());
        settings.put(project + "direct.password-file", daemons.passwordFile());
        return settings;
    }

    @Override
    public void close() {
        node.close();
        epmd.close();
        daemons.close();
        await().atMost(LIMIT).until(() -> !node.isAlive());
    }
}
