package io.slipway.endtoend;

import io.slipway.peers.RsyncDaemons;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Hosts 127.0.42.1 to N, each with an rsync daemon and a supervisord with two game servers that start from their live directory
 * and say which version they found there. A version {@code x.bad} ends at once.
 */
final class ReleaseFleet implements AutoCloseable {
    static final List<String> SERVERS = List.of("qq_1", "cross_1");
    static final String TYPE = "GameServer";

    private final Path directory;
    private final int hosts;
    private final Supervisords supervisords;
    private final RsyncDaemons daemons;

    ReleaseFleet(Path directory, int hosts) throws IOException {
        this.directory = directory;
        this.hosts = hosts;
        Path game = Files.writeString(directory.resolve("game.sh"), """
                d=$(readlink -f "$1") || exit 1
                v=$(cat "$d/version.txt") || exit 1
                case "$v" in *bad) echo "cannot run $v"; exit 1;; esac
                echo "started $v"
                exec sleep 100000
                """);
        supervisords = Supervisords.in(directory.resolve("supervisord"));
        daemons = RsyncDaemons.in(Files.createDirectories(directory.resolve("daemons")));
        for (String ip : ips()) {
            Files.createDirectories(hostRoot(ip));
            daemons.start(ip, Map.of("game", hostRoot(ip)));
            supervisords.start(
                    ip,
                    SERVERS.stream()
                            .map(name -> Program.lasting(name)
                                    .running("/bin/sh " + game + " " + live(ip, name))
                                    .with("autostart", "false")
                                    .with("startsecs", "1")
                                    .with("startretries", "0"))
                            .toList());
        }
        daemons.start("127.0.0.1", Map.of("cmdb_hot_server", Files.createDirectories(directory.resolve("ops/hot"))));
    }

    List<String> ips() {
        return IntStream.rangeClosed(1, hosts).mapToObj(i -> "127.0.42." + i).toList();
    }

    Path hostRoot(String ip) {
        return directory.resolve("hosts").resolve(ip);
    }

    Path live(String ip, String name) {
        return hostRoot(ip).resolve(name);
    }

    RsyncDaemons daemons() {
        return daemons;
    }

    Supervisords supervisords() {
        return supervisords;
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

    /** As the API takes them; the first host is a test area, and the cross servers have their role. */
    List<Map<String, Object>> gameServers() {
        List<Map<String, Object>> servers = new ArrayList<>();
        for (String ip : ips()) {
            for (String name : SERVERS) {
                servers.add(Map.of(
                        "ip",
                        ip,
                        "name",
                        name,
                        "process",
                        name,
                        "path",
                        live(ip, name).toString(),
                        "app_type",
                        TYPE,
                        "role",
                        name.equals("cross_1") ? "cross" : "game",
                        "labels",
                        List.of(ip.endsWith(".1") ? "test" : "production")));
            }
        }
        return servers;
    }

    /** A zip with that version on the receiver: what every file says is the version, so a mixed tree can be told. */
    void build(String version, int files) throws IOException {
        Map<String, String> content = new TreeMap<>();
        content.put("version.txt", version);
        for (int i = 0; i < files; i++) {
            boolean ofThisVersion = i % 10 == 0;
            content.put("data/" + i % 7 + "/" + i + ".txt", ofThisVersion ? version : "the same in all, number " + i);
        }
        content.put("zz/build.txt", version);
        Path place = Files.createDirectories(directory.resolve("receiver/version_update/release/ssss/" + TYPE));
        try (OutputStream out = Files.newOutputStream(place.resolve(version + ".zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                zip.putNextEntry(new ZipEntry("game/" + entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** What the live directory says, or {@code -}. */
    String versionOf(String ip, String name) throws IOException {
        Path file = live(ip, name).resolve("version.txt");
        return Files.exists(file) ? Files.readString(file) : "-";
    }

    /** The last version that the running process said it started from, or its state. */
    String running(String ip, String name) throws IOException {
        String status = supervisords.on(ip).control("status", name);
        if (!status.contains("RUNNING")) {
            return status.contains("FATAL") || status.contains("EXITED") || status.contains("BACKOFF")
                    ? "DEAD"
                    : "STOPPED";
        }
        Path log = supervisords.on(ip).directory().resolve(name + ".out");
        List<String> lines = Files.readAllLines(log);
        return lines.get(lines.size() - 1).replace("started ", "");
    }

    /** Settings of all workers, by key. */
    Map<String, Object> workerSettings() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        Path backup = Files.createDirectories(directory.resolve("receiver/hot_backup"));
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", backup);
        settings.put("slipway.file-pull.min-free-space", "1MB");
        settings.put("slipway.file-push.backup-root", backup);
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "service.supervisor.port", supervisords.port());
        settings.put(project + "service.supervisor.user", supervisords.user());
        settings.put(project + "service.supervisor.password-file", supervisords.passwordFile());
        settings.put(project + "release.roots", directory.resolve("hosts"));
        settings.put(project + "release.daemon.port", daemons.port());
        settings.put(project + "release.daemon.module", "game");
        settings.put(project + "release.daemon.module-path", directory.resolve("hosts") + "/{ip}");
        settings.put(project + "release.daemon.user", daemons.user());
        settings.put(project + "release.daemon.password-file", daemons.passwordFile());
        return settings;
    }

    @Override
    public void close() {
        supervisords.close();
        daemons.close();
    }
}
