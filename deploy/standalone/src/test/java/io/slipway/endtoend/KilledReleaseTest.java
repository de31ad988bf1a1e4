package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A release of twelve hosts in waves, and {@code kill -9} in the middle of one. However it is disturbed: no game server ever sees a
 * tree that is not whole, no wave begins before the one before it is over, and in the end every host has the version.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledReleaseTest {
    private static final int HOSTS = 12;
    private static final Map<String, Object> WAVES =
            Map.of("canary", List.of("127.0.42.1"), "sizes", List.of("5"), "between", "continue", "parallel", 2);

    private ReleaseFleet fleet;
    private CmdbSink cmdb;
    private DistributedDeployment slipway;
    private ReleaseClient releases;
    private TreeSampler sampler;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fleet = new ReleaseFleet(Files.createDirectories(directory.resolve("fleet")), HOSTS);
        for (String version : List.of("2.0.0", "2.0.1", "2.0.2", "2.0.3")) {
            fleet.build(version, 200);
        }
        cmdb = new CmdbSink();
        slipway = new DistributedDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        slipway.launchOpsManager("ops-manager-2");
        SlipwayClient client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(fleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
        client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", fleet.gameServers()));
        releases = new ReleaseClient(client);
        for (String version : List.of("2.0.0", "2.0.1", "2.0.2", "2.0.3")) {
            releases.unpack(version);
        }
        JsonNode first = releases.plan(Map.of(
                "version",
                "2.0.0",
                "servers",
                Map.of("all", true),
                "processes",
                "running",
                "waves",
                Map.of("parallel", 4)));
        releases.awaitState(releases.run(first), "SUCCEEDED");
        sampler = new TreeSampler(fleet.ips().stream()
                .flatMap(ip -> ReleaseFleet.SERVERS.stream().map(name -> fleet.live(ip, name)))
                .toList());
    }

    @AfterAll
    void stop() {
        if (sampler != null) {
            sampler.close();
        }
        if (slipway != null) {
            slipway.close();
        }
        if (cmdb != null) {
            cmdb.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @AfterEach
    void noGameServerSawAMixedTree() {
        System.out.println(
                "samples " + sampler.samples() + ", mixed " + sampler.mixed() + ", unreadable " + sampler.unreadable());
        assertThat(sampler.samples()).isPositive();
        assertThat(sampler.mixed()).isZero();
        assertThat(sampler.unreadable()).isZero();
    }

    @Test
    @Order(1)
    void aWorkerKilledMidWaveLosesNoHost() throws Exception {
        String job = release("2.0.1", "100%");
        awaitDone(job, 3);

        slipway.process("ops-manager-2").kill9();

        releases.awaitState(job, "SUCCEEDED", "PARTIAL");
        report(job, "worker killed");
        assertThat(releases.hosts(job).values()).isSubsetOf("SUCCEEDED", "UNKNOWN");
        assertEverywhere("2.0.1");
        slipway.launchOpsManager("ops-manager-2");
    }

    @Test
    @Order(2)
    void aHostKilledMidWaveStopsTheWaveAndIsRetriedAlone() throws Exception {
        String victim = "127.0.42.9";
        String job = release("2.0.2", "0");
        awaitDone(job, 2);
        fleet.supervisords().on(victim).kill9();
        fleet.daemons().on(victim).stop();

        releases.awaitState(job, "PAUSED");
        report(job, "host killed");
        Map<String, String> stopped = releases.hosts(job);
        assertThat(stopped).containsEntry("127.0.42.12", "HELD");
        assertThat(releases.waves(job).get("pause").get("reason").asString()).isEqualTo("failures");
        assertThat(fleet.versionOf("127.0.42.12", "qq_1")).isEqualTo("2.0.1");

        fleet.daemons().on(victim).start();
        fleet.supervisords().on(victim).start();
        await().atMost(ReleaseClient.LIMIT).until(() -> Set.of("SUCCEEDED", "FAILED", "UNKNOWN", "HELD")
                .containsAll(releases.hosts(job).values()));
        releases.act(job, "retry");
        releases.awaitState(job, "SUCCEEDED");
        report(job, "host back, retried");
        assertEverywhere("2.0.2");
    }

    @Test
    @Order(3)
    void aDispatcherKilledMidWaveGoesOnWhereItStood() throws Exception {
        String job = release("2.0.3", "0");
        awaitDone(job, 3);

        slipway.killDispatcher();
        slipway.start();

        releases.awaitState(job, "SUCCEEDED");
        report(job, "dispatcher killed");
        assertEverywhere("2.0.3");
        assertThat(releases.installed().values()).containsOnly("2.0.3").hasSize(2 * HOSTS);
    }

    private String release(String version, String maxFailures) {
        Map<String, Object> waves = new TreeMap<>(WAVES);
        waves.put("max_failures", maxFailures);
        return releases.run(releases.plan(
                Map.of("version", version, "servers", Map.of("all", true), "processes", "running", "waves", waves)));
    }

    private void awaitDone(String job, int count) {
        await().atMost(ReleaseClient.LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> releases.hosts(job).values().stream()
                                .filter("SUCCEEDED"::equals)
                                .count()
                        >= count);
    }

    private void report(String job, String what) {
        System.out.println(what + ": "
                + releases.hosts(job).values().stream()
                        .collect(Collectors.groupingBy(state -> state, Collectors.counting()))
                + " " + releases.waves(job).get("pause"));
    }

    private void assertEverywhere(String version) throws IOException {
        for (String ip : fleet.ips()) {
            for (String name : ReleaseFleet.SERVERS) {
                assertThat(fleet.versionOf(ip, name)).as(ip + " " + name).isEqualTo(version);
            }
        }
    }
}
