package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import io.slipway.peers.PrivateFiles;
import io.slipway.peers.RsyncDaemons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The game hosts: addresses 127.0.77.1 and up, each with an rsync daemon, directories, a fence, and an Erlang node that counts what
 * must not run twice. Hosts 127.0.78.1 and up have no node and get releases.
 */
final class Fleet implements AutoCloseable {
    /** The game server of each release host. */
    static final String SERVER = "game";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WORKERS_DISK_MIB = 256;

    private final Path directory;
    private final int areas;
    private final int hostsPerArea;
    private final int releaseHosts;
    private final SmallDisk workersDisk;
    private final RsyncDaemons daemons;
    private final int epmdPort = FreePorts.one();
    private final List<ChildProcess> processes = new ArrayList<>();

    /** @param effects file that the nodes append to */
    Fleet(Path directory, Options options, Path effects) throws IOException {
        this.directory = directory;
        this.areas = options.areas();
        this.hostsPerArea = options.hostsPerArea();
        this.releaseHosts = options.releaseHosts();
        workersDisk = new SmallDisk(directory.resolve("workers"), WORKERS_DISK_MIB);
        daemons = RsyncDaemons.in(Files.createDirectories(directory.resolve("daemons")));
        daemons.start("127.0.0.1", Map.of("pushed", Files.createDirectories(directory.resolve("ops/hot"))));
        for (String ip : releaseIps()) {
            daemons.start(ip, Map.of("game", hostRoot(ip)));
        }
        Path code = compileLedger();
        PrivateFiles.write(directory.resolve(".erlang.cookie"), "c" + UUID.randomUUID());
        startEpmd();
        for (String ip : gameIps()) {
            Files.createDirectories(hostRoot(ip).resolve(server(ip)));
            daemons.start(ip, Map.of("game", hostRoot(ip)));
            processes.add(startNode(ip, code, effects));
        }
        for (ChildProcess node : processes.subList(1, processes.size())) { // the first is epmd
            node.awaitReady("ready", LIMIT, () -> node.output().contains("ready"));
        }
    }

    /** Codes of the areas that get hot updates. */
    List<String> areas() {
        return IntStream.range(0, areas).mapToObj(i -> "a" + i).toList();
    }

    List<String> ipsOf(String area) {
        int number = Integer.parseInt(area.substring(1));
        return IntStream.rangeClosed(1, hostsPerArea)
                .mapToObj(i -> "127.0.77." + (number * hostsPerArea + i))
                .toList();
    }

    List<String> gameIps() {
        return areas().stream().flatMap(area -> ipsOf(area).stream()).toList();
    }

    /** The game server of a host that gets hot updates, other on each: they share one epmd. */
    static String server(String ip) {
        return "g" + ip.substring(ip.lastIndexOf('.') + 1);
    }

    List<String> releaseIps() {
        return IntStream.rangeClosed(1, releaseHosts)
                .mapToObj(i -> "127.0.78." + i)
                .toList();
    }

    Path hostRoot(String ip) {
        return directory.resolve("hosts").resolve(ip);
    }

    Path fence(String ip) {
        return hostRoot(ip).resolve(".slipway/fence");
    }

    Path live(String ip) {
        return hostRoot(ip).resolve(SERVER);
    }

    /** Where versions arrive, see {@link Versions}. */
    Path versionRoot() {
        return directory.resolve("receiver/version_update");
    }

    /** The rsync manager that pushes go to, as the API takes it. */
    Map<String, Object> manager() {
        return Map.of(
                "ip", "127.0.0.1",
                "port", daemons.port(),
                "module", "pushed",
                "user", daemons.user(),
                "pass_file", daemons.passwordFile().toString());
    }

    /** Where the receiver keeps its snapshots and the ops managers their journal. */
    SmallDisk workersDisk() {
        return workersDisk;
    }

    /** Settings of all workers, by key. */
    Map<String, Object> workerSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        Path backup = PrivateFiles.directory(workersDisk.root().resolve("hot_backup"));
        settings.put("slipway.file-pull.version-root", versionRoot());
        settings.put("slipway.file-pull.backup-root", backup);
        settings.put("slipway.file-pull.min-free-space", "1MB");
        settings.put("slipway.file-push.backup-root", backup);
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", workersDisk.root().resolve("journal"));
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "host-root", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "epmd-port", epmdPort);
        settings.put(project + "cookie-file", directory.resolve(".erlang.cookie"));
        settings.put(project + "direct.port", daemons.port());
        settings.put(project + "direct.module", "game");
        settings.put(project + "direct.module-path", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "direct.user", daemons.user());
        settings.put(project + "direct.password-file", daemons.passwordFile());
        settings.put(project + "release.roots", directory.resolve("hosts"));
        return settings;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::kill9);
        daemons.close();
        workersDisk.close();
    }

    private Path compileLedger() throws IOException {
        Path code = Files.createDirectories(directory.resolve("code"));
        try (InputStream source = Objects.requireNonNull(Fleet.class.getResourceAsStream("ledger.erl"))) {
            Files.write(code.resolve("ledger.erl"), source.readAllBytes());
        }
        ChildProcess.Finished compiled = ChildProcess.run(
                LIMIT,
                Map.of(),
                List.of(
                        "erlc",
                        "-o",
                        code.toString(),
                        code.resolve("ledger.erl").toString()));
        if (compiled.exit() != 0) {
            throw new IllegalStateException(compiled.output());
        }
        return code;
    }

    private void startEpmd() {
        ChildProcess epmd = ChildProcess.start(
                directory.resolve("epmd.out"),
                List.of("epmd", "-port", Integer.toString(epmdPort), "-address", String.join(",", gameIps())));
        epmd.awaitReady("epmd", LIMIT, () -> !FreePorts.isFree("127.0.0.1", epmdPort));
        processes.add(epmd);
        PrivateFiles.directory(directory.resolve("nodes"));
    }

    private ChildProcess startNode(String ip, Path code, Path effects) {
        Map<String, String> environment = Map.of(
                "HOME", directory.toString(),
                "ERL_EPMD_PORT", Integer.toString(epmdPort),
                "HOST_IP", ip,
                "FENCE_FILE", fence(ip).toString(),
                "EFFECTS_FILE", effects.toString());
        return ChildProcess.start(
                directory.resolve("nodes/" + ip + ".out"),
                environment,
                List.of(
                        "erl",
                        "-noshell",
                        "-noinput",
                        "-name",
                        server(ip) + "@" + ip,
                        "-start_epmd",
                        "false",
                        "+S",
                        "1:1",
                        "+A",
                        "1",
                        "+sbwt",
                        "none",
                        "+sbwtdcpu",
                        "none",
                        "+sbwtdio",
                        "none",
                        "-kernel",
                        "inet_dist_use_interface",
                        "{" + ip.replace('.', ',') + "}",
                        "-pa",
                        code.toString(),
                        "-eval",
                        "io:format(\"ready~n\")."));
    }
}
