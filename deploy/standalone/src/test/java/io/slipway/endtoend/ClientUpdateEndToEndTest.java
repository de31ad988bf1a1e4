package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client update asked for as the CMDB asks, seen as a player sees it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientUpdateEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] SEED = {"t1", "test_r1", "s1", "r1"};

    private CdnFleet fleet;
    private CmdbSink cmdb;
    private Deployment slipway;
    private SlipwayClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fleet = new CdnFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(List.of(), fleet.pushDestination(), cmdb.url(), secret.toString());
        ObjectNode project = (ObjectNode) client.get("/api/v1/projects/ssss");
        ArrayNode roots = ((ObjectNode) project.get("areas").get(0)).putArray("cdn_roots");
        roots.addObject().put("cdn_root_url", CdnFleet.ROOT);
        assertThat(client.put("/api/v1/projects/ssss", project).status()).isEqualTo(200);
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
    void theSeedsUpdateReachesPlayersAndABrokenDirectoryFailsAlone() throws Exception {
        Path broken = Files.createSymbolicLink(fleet.cdn().resolve("r1"), Path.of("elsewhere"));
        String uuid = pull(CdnFleet.VERSION);

        update(uuid, CdnFleet.VERSION, 0, SEED);

        await().atMost(LIMIT).until(() -> client.state(uuid), "PARTIAL"::equals);
        List<Receipt> receipts = awaitReceipt(uuid, ":final");
        assertThat(receipts).extracting(Receipt::event).containsExactly("pushed", "started", "final");
        assertThat(receipts.get(2).body()).isEqualTo(finalBody(uuid, true, true, true, false));
        for (String dir : List.of("t1", "test_r1", "s1")) {
            assertThat(fleet.fetch(dir + "/a.txt")).isEqualTo("first\n");
            assertThat(fleet.fetch(dir + "/b.txt")).isEqualTo("second\n");
            assertThat(fleet.fetch(dir + "/res/图 标.png")).isEqualTo("icon");
        }
        assertThat(fleet.cdn().resolve("elsewhere")).isEmptyDirectory();
        assertThat(failureCode(uuid, "r1")).isEqualTo("unsafe_entry");
        List<String> requests = fleet.nginx().requests();
        assertThat(requests).contains("PURGE /t1/a.txt 204 -", "GET /t1/a.txt 200 no-cache");
        assertThat(requests.indexOf("PURGE /t1/a.txt 204 -"))
                .isLessThan(requests.indexOf("GET /t1/a.txt 200 no-cache"));

        Files.delete(broken);
        assertThat(client.post("/api/v1/jobs/" + uuid + "/retry", Map.of()).status())
                .isEqualTo(202);

        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);
        List<Receipt> all = awaitReceipt(uuid, ":final:r2");
        assertThat(all.get(all.size() - 1).body()).isEqualTo(finalBody(uuid, true, true, true, true));
        assertThat(fleet.fetch("r1/a.txt")).isEqualTo("first\n");
    }

    @Test
    @Order(2)
    void theOtherClientTypeGoesToItsOwnPlaceAndPullsByItself() throws Exception {
        String uuid = UUID.randomUUID().toString();

        update(uuid, CdnFleet.VERSION, 1, "t1");

        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);
        assertThat(fleet.fetch("t1/003100000/a.txt")).isEqualTo("first\n");
        assertThat(fleet.fetch("test_r1/003100000/a.txt")).isEqualTo("status 404");
        assertThat(fleet.fetch(".slipway/t1.fence")).isEqualTo("status 404");
    }

    @Test
    @Order(3)
    void aWebServerThatServesSomethingElseIsFoundOut() throws Exception {
        String uuid = UUID.randomUUID().toString();

        update(uuid, CdnFleet.STALE_VERSION, 0, "t1", "s1");

        await().atMost(LIMIT).until(() -> client.state(uuid), "PARTIAL"::equals);
        assertThat(failureCode(uuid, "s1")).isEqualTo("cdn_mismatch");
        assertThat(fleet.fetch("t1/news.txt")).isEqualTo("new\n");
        assertThat(awaitReceipt(uuid, ":final").get(2).body())
                .contains("\"cdn_dir\":\"t1\",\"status\":true", "\"cdn_dir\":\"s1\",\"status\":false");
    }

    private String pull(String version) {
        String uuid = UUID.randomUUID().toString();
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/file-pulls",
                Map.of("uuid", uuid, "version", version, "update_type", "hot_client", "client_type", 0));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> client.state("pull-" + uuid), "SUCCEEDED"::equals);
        return uuid;
    }

    private void update(String uuid, String version, int clientType, String... directories) throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ops_manager", 1);
        body.put("update_type", "hot_client");
        body.put("client_type", clientType);
        body.put(
                "data",
                Arrays.stream(directories)
                        .map(dir -> Map.of("cdn_root_url", CdnFleet.ROOT, "cdn_dir", dir))
                        .toList());
        body.put("uuid", uuid);
        body.put("version", version);
        body.put("update_file_list", fleet.updateFiles(version));
        SlipwayClient.Answer answer = client.post("/api/v1/projects/ssss/areas/cn/hot-updates", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private String failureCode(String uuid, String dir) {
        JsonNode target = client.applyTargets(uuid).stream()
                .filter(one -> one.get("key").asString().equals(CdnFleet.ROOT + "/" + dir))
                .findFirst()
                .orElseThrow();
        return target.get("failure").get("code").asString();
    }

    private List<Receipt> awaitReceipt(String uuid, String end) {
        await().atMost(LIMIT).until(() -> cmdb.receiptsOf(uuid).stream()
                .anyMatch(receipt -> receipt.id().endsWith(end)));
        return cmdb.receiptsOf(uuid);
    }

    private static String finalBody(String uuid, boolean... status) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < SEED.length; i++) {
            data.append(i == 0 ? "" : ",")
                    .append("{\"cdn_root_url\":\"res.ssss.chuangyunet.com\",\"cdn_dir\":\"")
                    .append(SEED[i])
                    .append("\",\"status\":")
                    .append(status[i])
                    .append('}');
        }
        return "{\"update_type\":\"hot_client\",\"data\":[" + data + "],\"uuid\":\"" + uuid
                + "\",\"version\":\"003100000\"}";
    }
}
