package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.ErlangNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

/** The main job, asked for as a CMDB asks; the two forms of Slipway run the same claims. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class HotUpdateEndToEnd {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> COMMANDS =
            List.of("code:soft_purge(player).", "code:load_file(player).", "player:earn(100).");

    private Path directory;
    private GameFleet fleet;
    private CmdbSink cmdb;
    private Deployment slipway;
    private SlipwayClient client;

    abstract Deployment deploy(Path own, Map<String, Object> workerSettings) throws Exception;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        fleet = new GameFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        slipway = deploy(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(
                ErlangNodes.HOSTS,
                Map.of(
                        "ip", "127.0.0.1",
                        "port", fleet.daemons().port(),
                        "module", "cmdb_hot_server",
                        "user", fleet.daemons().user(),
                        "pass_file", fleet.daemons().passwordFile().toString()),
                cmdb.url(),
                secret.toString());
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
    void aPullListsEveryFileWithItsDigests() throws Exception {
        String uuid = UUID.randomUUID().toString();

        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/file-pulls",
                Map.of("uuid", uuid, "version", GameFleet.VERSION, "update_type", "hot_server"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String id = answer.body().get("job_id").asString();
        await().atMost(LIMIT).until(() -> client.state(id), "SUCCEEDED"::equals);
        JsonNode files = client.get("/api/v1/jobs/" + id + "/files").get("files");
        assertThat(files.values())
                .extracting(file -> file.get("name").asString())
                .containsExactlyInAnyOrder(GameFleet.BEAM, GameFleet.TEXT);
        for (Map<String, String> wanted : fleet.updateFiles()) {
            assertThat(files.values())
                    .anyMatch(file -> file.get("name").asString().equals(wanted.get("file_name"))
                            && file.get("md5").asString().equals(wanted.get("file_md5"))
                            && file.get("sha256").asString().length() == 64);
        }
    }

    @Test
    @Order(2)
    void aHostThatIsDownFailsAloneAndARetryTakesOnlyIt() throws Exception {
        fleet.servers().keySet().forEach(server -> assertThat(fleet.ask(server, "player factor"))
                .isEqualTo("1"));
        Map<String, String> processes = new LinkedHashMap<>();
        fleet.servers().keySet().forEach(server -> processes.put(server, fleet.ask(server, "erlang whereis [player]")));
        fleet.daemons().on("127.0.1.3").stop();

        String uuid = hotUpdate();

        await().atMost(LIMIT).until(() -> client.state(uuid), "PARTIAL"::equals);
        for (String server : List.of("qq_1", "qq_2", "cross_1", "corss_2")) {
            assertThat(fleet.ask(server, "player factor")).isEqualTo("2");
            assertThat(fleet.ask(server, "player gold")).isEqualTo("200");
            assertThat(fleet.ask(server, "erlang whereis [player]")).isEqualTo(processes.get(server));
        }
        assertThat(fleet.ask("center_1", "player factor")).isEqualTo("1");
        JsonNode failed = client.applyTargets(uuid).stream()
                .filter(target -> target.get("key").asString().equals("127.0.1.3"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.get("failure").get("code").asString()).isEqualTo("unreachable");
        List<Receipt> first = awaitReceipt(uuid, ":final");
        assertThat(first).extracting(Receipt::event).containsExactly("pushed", "started", "ip", "ip", "ip", "final");
        assertThat(first).allMatch(receipt -> receipt.signature().startsWith("v1,"));
        assertThat(first)
                .anyMatch(receipt -> receipt.id().endsWith(":ip:127.0.1.3")
                        && receipt.body().contains("\"center_1\":{\"data\":\"更新失败,不执行erl命令\",\"status\":false}"));

        fleet.daemons().on("127.0.1.3").start();
        assertThat(client.post("/api/v1/jobs/" + uuid + "/retry", Map.of()).status())
                .isEqualTo(202);

        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);
        fleet.servers().keySet().forEach(server -> {
            assertThat(fleet.ask(server, "player factor")).isEqualTo("2");
            assertThat(fleet.ask(server, "player gold")).as(server).isEqualTo("200"); // the command ran exactly once
        });
        awaitReceipt(uuid, ":final:r2");
        assertThat(Files.readString(fleet.hostRoot("127.0.1.3").resolve("center_1/" + GameFleet.TEXT)))
                .isEqualTo("倚天剑 5%\n");
    }

    @Test
    @Order(3)
    void aKillAfterAcceptLosesNothing() throws Exception {
        String uuid = hotUpdate();
        slipway.killDispatcher();

        startWhatIsDown();

        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);
        List<Receipt> receipts = awaitReceipt(uuid, ":final");
        assertThat(receipts.stream().map(Receipt::id).distinct()).hasSize(6);
        assertThat(receipts.stream().map(Receipt::event).distinct())
                .containsExactly("pushed", "started", "ip", "final");
        fleet.servers().keySet().forEach(server -> assertThat(fleet.ask(server, "player gold"))
                .as(server)
                .isEqualTo("400"));
    }

    /** After it {@link #client} is a new one: the connections of the old one may be gone. */
    void startWhatIsDown() throws Exception {
        slipway.start();
        client = slipway.client();
    }

    SlipwayClient client() {
        return client;
    }

    /** Asks for the main job on all hosts. @return its id */
    String hotUpdate() throws Exception {
        String uuid = UUID.randomUUID().toString();
        Map<String, Object> servers = new LinkedHashMap<>();
        for (String ip : ErlangNodes.HOSTS) {
            servers.put(GameFleet.roleOf(ip), Map.of(ip, GameFleet.serversOf(ip)));
        }
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/hot-updates",
                Map.of(
                        "update_type",
                        "hot_client",
                        "update_server_list",
                        servers,
                        "uuid",
                        uuid,
                        "version",
                        GameFleet.VERSION,
                        "update_file_list",
                        fleet.updateFiles(),
                        "erlang_cmd_list",
                        COMMANDS));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return uuid;
    }

    private List<Receipt> awaitReceipt(String uuid, String end) {
        await().atMost(LIMIT).until(() -> cmdb.receiptsOf(uuid).stream()
                .anyMatch(receipt -> receipt.id().endsWith(end)));
        return cmdb.receiptsOf(uuid);
    }
}
