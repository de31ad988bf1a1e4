package io.slipway.endtoend;

import static org.awaitility.Awaitility.await;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.CmdbSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not a test: run by {@code deploy/bench/worker.sh}. */
class WorkerBench {
    private static final int SLOTS = 16;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path JAR = Path.of("../../worker-ops-manager/target/slipway-ops-manager.jar");
    private static final List<String> FLAGS =
            List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final List<Long> startMillis = new ArrayList<>();
    private final List<Long> idleMiB = new ArrayList<>();
    private final List<Long> busyMiB = new ArrayList<>();

    @Test
    void measure(@TempDir Path directory) throws Exception {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "3"));
        try (WideFleet fleet = new WideFleet(Files.createDirectories(directory.resolve("fleet")));
                CmdbSink cmdb = new CmdbSink();
                DistributedDeployment slipway =
                        new DistributedDeployment(directory.resolve("slipway"), fleet.workerSettings())) {
            slipway.start();
            slipway.process("ops-manager").stop();
            SlipwayClient client = slipway.client();
            Path secret = Files.writeString(directory.resolve("secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            client.onboard(WideFleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
            for (int round = 0; round < rounds; round++) {
                measure(slipway, client, fleet, round);
            }
        }
        System.out.printf("start to consuming ms: %s%nidle MiB: %s%nbusy MiB: %s%n", startMillis, idleMiB, busyMiB);
        System.out.printf(
                "medians: start %d ms, idle %d MiB, busy %d MiB with %d slots%n",
                median(startMillis), median(idleMiB), median(busyMiB), SLOTS);
    }

    private void measure(DistributedDeployment slipway, SlipwayClient client, WideFleet fleet, int round)
            throws Exception {
        long begin = System.nanoTime();
        ChildProcess worker = slipway.launchJar("worker-" + round, JAR, FLAGS, SLOTS);
        startMillis.add((System.nanoTime() - begin) / 1_000_000);
        long settled = System.nanoTime() + 5_000_000_000L;
        await().atMost(LIMIT).until(() -> System.nanoTime() > settled);
        idleMiB.add(residentMiB(worker));
        AtomicLong peak = new AtomicLong();
        String uuid = KilledPartsTest.hotUpdate(client, fleet);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            peak.accumulateAndGet(residentMiB(worker), Math::max);
            return client.state(uuid).equals("SUCCEEDED");
        });
        busyMiB.add(peak.get());
        worker.stop();
    }

    private static long residentMiB(ChildProcess process) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
