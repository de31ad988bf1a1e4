package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.Supervisord;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Game servers under real supervisords, steered and watched as an administrator does: over HTTP, through the queues. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> HOSTS = List.of("127.0.41.1", "127.0.41.2", "127.0.41.3");
    private static final String GAME_SERVERS = "/api/v1/projects/ssss/game-servers";
    private static final String SERVICES = "/api/v1/projects/ssss/areas/cn/services";

    private Supervisords supervisords;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private SlipwayClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        supervisords = Supervisords.in(directory.resolve("hosts"));
        for (String host : HOSTS) {
            supervisords.start(
                    host,
                    Program.lasting("qq_1").in("game").with("startsecs", "1"),
                    Program.lasting("cross_1").with("startsecs", "1"));
        }
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), settings(directory));
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Map<String, Object> manager =
                Map.of("ip", "127.0.0.1", "port", 873, "module", "m", "user", "u", "pass_file", "/etc/none");
        client.onboard(HOSTS, manager, cmdb.url(), secret.toString());
        List<Map<String, Object>> servers = new ArrayList<>();
        for (String host : HOSTS) {
            servers.add(Map.of(
                    "ip",
                    host,
                    "name",
                    "qq_1",
                    "process",
                    "game:qq_1",
                    "title",
                    "一区",
                    "labels",
                    List.of("production")));
            servers.add(Map.of("ip", host, "name", "cross_1", "role", "cross", "labels", List.of("gray")));
        }
        SlipwayClient.Answer imported = client.put(GAME_SERVERS, Map.of("game_servers", servers));
        assertThat(imported.status()).as(imported.toString()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        for (AutoCloseable one :
                new AutoCloseable[] {() -> slipway.close(), () -> cmdb.close(), () -> supervisords.close()}) {
            try {
                one.close();
            } catch (Exception e) { // what did not start cannot be ended, and the others have to be
                assertThat(e).isInstanceOf(NullPointerException.class);
            }
        }
    }

    @Test
    @Order(1)
    void aRestartBySelectorRestartsThoseProcessesAndNoOthersAndTheCmdbIsTold() {
        Map<String, Long> before = pids();

        String id = service("restart", Map.of("labels", List.of("gray")));

        awaitState(id, "SUCCEEDED");
        Map<String, Long> after = pids();
        for (String host : HOSTS) {
            assertThat(after.get(host + " cross_1")).isNotEqualTo(before.get(host + " cross_1"));
            assertThat(after.get(host + " game:qq_1")).isEqualTo(before.get(host + " game:qq_1"));
        }
        await().atMost(LIMIT).until(() -> cmdb.receiptsOf(id).size() == HOSTS.size() + 2);
        List<Receipt> told = cmdb.receiptsOf(id);
        assertThat(told).extracting(Receipt::event).containsExactly("started", "ip", "ip", "ip", "final");
        assertThat(told.get(1).body())
                .contains("\"service_data\":{\"cross_1\":", "\"health_data\":", "\"action\":\"restart\"");
        assertThat(told.get(4).body()).contains("\"final_result\":true", "\"succeeded\":3", "\"failed\":0");
    }

    @Test
    @Order(2)
    void stopAndStartTwiceAreWhatTheyAreOnce() {
        for (String action : List.of("stop", "stop", "start", "start")) {
            String id = service(action, Map.of("ids", List.of(HOSTS.get(0) + ":qq_1")));
            awaitState(id, "SUCCEEDED");
            assertThat(supervisords.on(HOSTS.get(0)).control("status", "game:qq_1"))
                    .contains(action.equals("stop") ? "STOPPED" : "RUNNING");
        }
    }

    @Test
    @Order(3)
    void aSupervisordThatIsKilledMeanwhileFailsAloneAndIsShownAsUnknown() {
        awaitBoard(HOSTS.get(2), "RUNNING");
        Supervisord victim = supervisords.on(HOSTS.get(2));

        String id = service("restart", Map.of("all", true));
        await().atMost(LIMIT).until(() -> !victim.control("status").contains("RUNNING"));
        victim.kill9();

        awaitState(id, "PARTIAL");
        assertThat(target(id, HOSTS.get(0)).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(target(id, HOSTS.get(1)).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(target(id, HOSTS.get(2)).get("state").asString()).isEqualTo("UNKNOWN");
        awaitBoard(HOSTS.get(2), "UNKNOWN");

        victim.start();
        SlipwayClient.Answer retry = client.post("/api/v1/jobs/" + id + "/retry", Map.of());
        assertThat(retry.status()).as(retry.toString()).isEqualTo(202);
        awaitState(id, "SUCCEEDED");
        assertThat(target(id, HOSTS.get(0)).get("attempt").asInt()).isEqualTo(1);
        awaitBoard(HOSTS.get(2), "RUNNING");
    }

    @Test
    @Order(4)
    void aLogWithColoursAndCutChineseIsReadable() throws Exception {
        Path log = supervisords.on(HOSTS.get(0)).directory().resolve("qq_1.out");
        byte[] line = "\u001b[31m错误\u001b[0m 玩家进程已启动\n".repeat(4000).getBytes(StandardCharsets.UTF_8);
        Files.write(log, line, StandardOpenOption.APPEND);

        HttpResponse<byte[]> answer = raw(GAME_SERVERS + "/" + HOSTS.get(0) + ":qq_1/logs/stdout");

        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(text).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(text).endsWith("错误 玩家进程已启动\n").doesNotContain("\u001b", "\uFFFD");
        assertThat(answer.body().length).isBetween(40_000, 65_536);
    }

    @Test
    @Order(5)
    void aServiceJobCanBeginLater() {
        String uuid = UUID.randomUUID().toString();
        SlipwayClient.Answer taken = client.post(
                "/api/v1/projects/ssss/areas/cn/schedules",
                Map.of(
                        "request",
                        "services",
                        "body",
                        body(uuid, "restart", Map.of("ids", List.of(HOSTS.get(1) + ":cross_1"))),
                        "delay_seconds",
                        1));
        assertThat(taken.status()).as(taken.toString()).isEqualTo(201);

        await().atMost(LIMIT).until(() -> client.get("/api/v1/schedules/" + uuid)
                .get("state")
                .asString()
                .equals("STARTED"));
        awaitState(uuid, "SUCCEEDED");
    }

    private Map<String, Object> settings(Path directory) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("slipway.file-pull.version-root", directory.resolve("receiver/version_update"));
        settings.put("slipway.file-pull.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.file-push.backup-root", directory.resolve("receiver/hot_backup"));
        settings.put("slipway.ops-manager.hot-root", directory.resolve("ops/hot"));
        settings.put("slipway.ops-manager.journal", directory.resolve("ops/journal"));
        settings.put("slipway.ops-manager.board.interval", "1s");
        String supervisor = "slipway.ops-manager.projects.ssss.service.supervisor.";
        settings.put(supervisor + "port", supervisords.port());
        settings.put(supervisor + "user", supervisords.user());
        settings.put(supervisor + "password-file", supervisords.passwordFile());
        return settings;
    }

    private String service(String action, Map<String, Object> selection) {
        String uuid = UUID.randomUUID().toString();
        SlipwayClient.Answer answer = client.post(SERVICES, body(uuid, action, selection));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return uuid;
    }

    private static Map<String, Object> body(String uuid, String action, Map<String, Object> selection) {
        return Map.of("uuid", uuid, "action", action, "servers", selection);
    }

    private void awaitState(String id, String state) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(client.state(id))
                .as(() -> client.get("/api/v1/jobs/" + id + "/targets").toString())
                .isEqualTo(state));
    }

    /** Every process of the host, on the board. */
    private void awaitBoard(String host, String state) {
        Instant begun = Instant.now();
        await().atMost(LIMIT).until(() -> {
            JsonNode rows =
                    client.get("/api/v1/projects/ssss/processes?ip=" + host).get("processes");
            return rows.size() == 2
                    && rows.values().stream()
                            .allMatch(row -> row.get("state").asString().equals(state));
        });
        assertThat(Duration.between(begun, Instant.now())).isLessThan(LIMIT);
    }

    private JsonNode target(String id, String ip) {
        return client.get("/api/v1/jobs/" + id + "/targets").get("targets").values().stream()
                .filter(one -> one.get("key").asString().equals(ip))
                .findFirst()
                .orElseThrow();
    }

    /** Host and full name of each process to its pid, asked of supervisord itself. */
    private Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String host : HOSTS) {
            Stream.of("cross_1", "game:qq_1")
                    .forEach(name -> pids.put(
                            host + " " + name,
                            Long.parseLong(Objects.requireNonNull(supervisords.on(host))
                                    .control("pid", name)
                                    .strip())));
        }
        return pids;
    }

    private HttpResponse<byte[]> raw(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slipway.url() + path))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(slipway.tokenFile()).strip())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
