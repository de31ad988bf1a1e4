package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not a test: run by {@code deploy/bench/service.sh}. The same restart as there, through the whole system: from the POST to a
 * job that is SUCCEEDED, in turns with blocking XML-RPC 64 at once.
 */
class ServiceSystemBench {
    private static final int HOSTS = 20;
    private static final int PROGRAMS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String SCRIPT = """
            import sys, time
            from concurrent.futures import ThreadPoolExecutor
            from xmlrpc.client import ServerProxy
            user, secret, port, hosts, names = sys.argv[1:]
            password = open(secret).read().strip()
            def restart(job):
                proxy = ServerProxy('http://%s:%s@%s:%s/RPC2' % (user, password, job[0], port))
                proxy.supervisor.stopProcess(job[1])
                proxy.supervisor.startProcess(job[1])
                assert proxy.supervisor.getProcessInfo(job[1])['statename'] == 'RUNNING'
            begin = time.monotonic()
            with ThreadPoolExecutor(64) as pool:
                list(pool.map(restart, [(host, name) for host in hosts.split(',') for name in names.split(',')]))
            print(time.monotonic() - begin)
            """;

    private final List<String> hosts =
            IntStream.rangeClosed(1, HOSTS).mapToObj(i -> "127.0.42." + i).toList();
    private final List<String> names =
            IntStream.rangeClosed(1, PROGRAMS).mapToObj(i -> "qq_" + i).toList();

    @Test
    void restartOfHundredProgramsThroughTheSystem(@TempDir Path directory) throws Exception {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "5"));
        try (Supervisords fleet = Supervisords.in(directory.resolve("fleet"));
                CmdbSink cmdb = new CmdbSink()) {
            List<Program> programs = names.stream().map(Program::lasting).toList();
            hosts.forEach(host -> fleet.start(host, programs));
            try (StandaloneDeployment slipway =
                    new StandaloneDeployment(directory.resolve("slipway"), settings(directory, fleet))) {
                slipway.start();
                SlipwayClient client = slipway.client();
                onboard(directory, client, cmdb);
                ours(client); // the first one compiles
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    ours.add(ours(client));
                    theirs.add(theirs(directory, fleet));
                }
                System.out.println(line("Slipway, POST to SUCCEEDED", ours));
                System.out.println(line("blocking XML-RPC, 64 at once", theirs));
            }
        }
    }

    private Map<String, Object> settings(Path directory, Supervisords fleet) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.file-push.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        settings.put("slipway.standalone.ops-manager.slots", 32);
        String supervisor = "slipway.ops-manager.projects.ssss.service.supervisor.";
        settings.put(supervisor + "port", fleet.port());
        settings.put(supervisor + "user", fleet.user());
        settings.put(supervisor + "password-file", fleet.passwordFile());
        return settings;
    }

    private void onboard(Path directory, SlipwayClient client, CmdbSink cmdb) throws Exception {
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> manager =
                Map.of("ip", "127.0.0.1", "port", 873, "module", "m", "user", "u", "pass_file", "/etc/none");
        client.onboard(hosts, manager, cmdb.url(), secret.toString());
        List<Map<String, Object>> servers = new ArrayList<>();
        hosts.forEach(host -> names.forEach(name -> servers.add(Map.of("ip", host, "name", name))));
        SlipwayClient.Answer taken = client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", servers));
        assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    }

    private static double ours(SlipwayClient client) {
        String uuid = UUID.randomUUID().toString();
        long begin = System.nanoTime();
        SlipwayClient.Answer accepted = client.post(
                "/api/v1/projects/ssss/areas/cn/services",
                Map.of("uuid", uuid, "action", "restart", "servers", Map.of("all", true)));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !client.state(uuid).equals("ACCEPTED")
                        && !client.state(uuid).equals("RUNNING"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(client.state(uuid)).isEqualTo("SUCCEEDED");
        return seconds;
    }

    private double theirs(Path directory, Supervisords fleet) throws Exception {
        Path script = Files.writeString(directory.resolve("restart.py"), SCRIPT);
        ChildProcess.Finished finished = ChildProcess.run(
                LIMIT,
                Map.of(),
                List.of(
                        "python3",
                        script.toString(),
                        fleet.user(),
                        fleet.passwordFile().toString(),
                        String.valueOf(fleet.port()),
                        String.join(",", hosts),
                        String.join(",", names)));
        assertThat(finished.exit()).as(finished.output()).isZero();
        return Double.parseDouble(finished.output().strip());
    }

    private static String line(String name, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-32s median %.3f s (%.3f to %.3f), in order %s",
                name,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                seconds);
    }
}
