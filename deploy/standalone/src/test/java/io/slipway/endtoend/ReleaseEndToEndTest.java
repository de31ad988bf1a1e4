package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.CmdbSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One version after another on real hosts, as a release administrator sees it: planned, in waves, stopped, rolled back, mended. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseEndToEndTest {
    private static final int FILES = 60;
    private static final Map<String, Object> WAVES =
            Map.of("canary", List.of("127.0.42.3"), "sizes", List.of("1"), "between", "continue", "parallel", 2);

    private ReleaseFleet fleet;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private ReleaseClient releases;
    private String failed = "";

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fleet = new ReleaseFleet(Files.createDirectories(directory.resolve("fleet")), 4);
        fleet.build("1.0.1", FILES);
        fleet.build("1.0.2", FILES);
        fleet.build("1.0.3bad", FILES);
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        SlipwayClient client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(fleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
        releases = new ReleaseClient(client);
        SlipwayClient.Answer imported =
                client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", fleet.gameServers()));
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
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

    @Test
    @Order(1)
    void aPackageIsUnpackedOnceAndListed() {
        for (String version : List.of("1.0.1", "1.0.2", "1.0.3bad")) {
            JsonNode ready = releases.unpack(version);
            assertThat(ready.get("state").asString()).as(ready.toString()).isEqualTo("READY");
            assertThat(ready.get("files").asInt()).isEqualTo(FILES + 2);
        }
    }

    @Test
    @Order(2)
    void newHostsGetTheirFirstVersionAndStart() throws IOException {
        JsonNode plan = releases.plan(
                Map.of("version", "1.0.1", "servers", Map.of("all", true), "processes", "running", "waves", WAVES));
        assertThat(plan.get("servers").asInt()).isEqualTo(8);
        assertThat(plan.get("waves").size()).isEqualTo(3);

        releases.awaitState(releases.run(plan), "SUCCEEDED");

        assertEverywhere("1.0.1");
        assertThat(releases.installed().values()).containsOnly("1.0.1").hasSize(8);
    }

    @Test
    @Order(3)
    void theNextVersionKeepsWhatBelongsToTheHost() throws IOException {
        for (String ip : fleet.ips()) {
            Files.writeString(fleet.live(ip, "qq_1").resolve("init.properties"), "host=" + ip);
        }
        JsonNode plan = releases.plan(Map.of("version", "1.0.2", "servers", Map.of("all", true), "waves", WAVES));
        JsonNode difference = plan.get("differences").get(0);
        assertThat(difference.get("changed").asInt()).isEqualTo(FILES / 10 + 2);
        assertThat(difference.get("new").asInt()).isZero();

        releases.awaitState(releases.run(plan), "SUCCEEDED");

        assertEverywhere("1.0.2");
        for (String ip : fleet.ips()) {
            assertThat(fleet.live(ip, "qq_1").resolve("init.properties")).hasContent("host=" + ip);
        }
    }

    @Test
    @Order(4)
    void aFailingCanaryLeavesTheOtherHostsAsTheyAre() throws IOException {
        JsonNode plan = releases.plan(Map.of("version", "1.0.3bad", "servers", Map.of("all", true), "waves", WAVES));
        failed = releases.run(plan);

        releases.awaitState(failed, "PAUSED");

        assertThat(releases.waves(failed).get("pause").get("reason").asString()).isEqualTo("failures");
        assertThat(releases.hosts(failed))
                .containsEntry("127.0.42.3", "FAILED")
                .containsEntry("127.0.42.1", "HELD")
                .containsEntry("127.0.42.2", "HELD")
                .containsEntry("127.0.42.4", "HELD");
        assertThat(fleet.running("127.0.42.3", "qq_1")).isEqualTo("DEAD");
        for (String ip : List.of("127.0.42.1", "127.0.42.2", "127.0.42.4")) {
            assertThat(fleet.running(ip, "qq_1")).isEqualTo("1.0.2");
        }
    }

    @Test
    @Order(5)
    void aRollbackTakesExactlyTheHostsThatChangedAndBringsTheirProcessesBack() throws IOException {
        releases.act(failed, "cancel");
        releases.awaitState(failed, "CANCELLED");
        JsonNode plan = releases.plan(Map.of("purpose", "rollback", "rollback_of", failed, "version", "1.0.2"));
        assertThat(plan.get("plan").values().stream().map(host -> host.get("ip").asString()))
                .containsExactly("127.0.42.3");
        assertThat(plan.get("plan").get(0).get("servers").values().stream()
                        .map(server -> server.get("holds").asBoolean()))
                .containsExactly(true, true);

        releases.awaitState(releases.run(plan), "SUCCEEDED");

        assertEverywhere("1.0.2");
        assertThat(fleet.live("127.0.42.3", "qq_1").resolve("init.properties")).hasContent("host=127.0.42.3");
        assertThat(releases.installed().values()).containsOnly("1.0.2").hasSize(8);
    }

    @Test
    @Order(6)
    void whatSomebodyChangedByHandIsFoundAndMended() throws IOException {
        Path changed = fleet.live("127.0.42.2", "cross_1").resolve("zz/build.txt");
        Files.delete(changed);
        Files.writeString(changed, "1.0.9");
        Files.writeString(fleet.live("127.0.42.4", "qq_1").resolve("left-behind.txt"), "x");

        String drift = releases.drift();
        releases.awaitState(drift, "SUCCEEDED");
        JsonNode found = slipwayGet("/api/v1/jobs/" + drift + "/drift");
        Map<String, String> differing = found.get("servers").values().stream()
                .filter(server -> server.get("state").asString().equals("differs"))
                .collect(Collectors.toMap(
                        server -> server.get("ip").asString() + ":"
                                + server.get("name").asString(),
                        server -> server.get("first").toString()));
        assertThat(differing.keySet()).containsExactlyInAnyOrder("127.0.42.2:cross_1", "127.0.42.4:qq_1");
        assertThat(differing.get("127.0.42.2:cross_1")).contains("zz/build.txt").containsIgnoringCase("changed");
        assertThat(differing.get("127.0.42.4:qq_1")).contains("left-behind.txt").containsIgnoringCase("extra");

        JsonNode plan = releases.converge(drift);
        assertThat(plan.get("servers").asInt()).isEqualTo(2);
        releases.awaitState(releases.run(plan), "SUCCEEDED");

        String again = releases.drift();
        releases.awaitState(again, "SUCCEEDED");
        assertThat(slipwayGet("/api/v1/jobs/" + again + "/drift").get("servers").values().stream()
                        .map(server -> server.get("state").asString()))
                .containsOnly("same");
        assertEverywhere("1.0.2");
    }

    private JsonNode slipwayGet(String path) {
        try {
            return slipway.client().get(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertEverywhere(String version) throws IOException {
        for (String ip : fleet.ips()) {
            for (String name : ReleaseFleet.SERVERS) {
                assertThat(fleet.live(ip, name)).as(ip + " " + name).isSymbolicLink();
                assertThat(fleet.versionOf(ip, name)).as(ip + " " + name).isEqualTo(version);
                assertThat(fleet.running(ip, name)).as(ip + " " + name).isEqualTo(version);
            }
        }
    }
}
