package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Board and logs from real supervisords through workers and RabbitMQ to two dispatchers. */
@Tag("slow")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BoardEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int HOSTS = 6;
    private static final String LOGS = "/api/v1/projects/ssss/game-servers/127.0.11.1:qq_1/logs/";

    @TempDir
    static Path directory;

    private BoardSystem slipway;
    private Supervisords fleet;
    private SupervisorSites sites;
    private SlipwayClient first;
    private SlipwayClient second;
    private ConfigurableApplicationContext worker;
    private ConfigurableApplicationContext other;

    @BeforeAll
    void start() throws Exception {
        fleet = Supervisords.in(directory.resolve("fleet"));
        List<String> ips = new ArrayList<>();
        for (int i = 1; i <= HOSTS; i++) {
            ips.add("127.0.11." + i);
            fleet.start(
                    "127.0.11." + i,
                    Program.lasting("qq_1"),
                    Program.lasting("cross_1").in("cross"));
        }
        slipway = new BoardSystem(Files.createDirectories(directory.resolve("slipway")));
        sites = (project, ip) ->
                Optional.of(new SupervisorAddress(ip, fleet.port(), fleet.user(), fleet.passwordFile()));
        first = slipway.dispatcher();
        second = slipway.dispatcher();
        slipway.onboard(ips);
        worker = slipway.worker(sites, Duration.ofSeconds(1));
        other = worker;
    }

    @AfterAll
    void end() {
        slipway.close();
        fleet.close();
    }

    @Test
    @Order(1)
    void bothDispatchersShowEveryProcess() {
        for (SlipwayClient client : List.of(first, second)) {
            await().atMost(LIMIT)
                    .until(() -> states(client).values().stream()
                                    .filter("RUNNING"::equals)
                                    .count()
                            == 2 * HOSTS);
        }
        assertThat(states(first)).isEqualTo(states(second));
        JsonNode row = rows(first, "?ip=127.0.11.2&text=cross").get(0);
        assertThat(row.get("id").asString()).isEqualTo("127.0.11.2/cross:cross_1");
        assertThat(row.get("area").asString()).isEqualTo("大陆");
        assertThat(row.get("description").asString()).matches("pid \\d+, uptime \\d+:\\d\\d:\\d\\d");
        assertThat(row.get("pid").asInt()).isPositive();
        assertThat(row.get("age_millis").asLong()).isLessThan(5000);
        JsonNode summary =
                first.get("/api/v1/processes/summary").get("projects").get(0);
        assertThat(summary.get("counts").get("RUNNING").asInt()).isEqualTo(2 * HOSTS);
        assertThat(summary.get("unknown_hosts").asInt()).isZero();
    }

    @Test
    @Order(2)
    void aChangeIsVisibleWithinASecondAfterTheReading() {
        long worst = 0;
        for (int i = 0; i < 3; i++) {
            fleet.on("127.0.11.3").control("stop", "qq_1");
            long begun = System.nanoTime();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> "STOPPED"
                    .equals(states(second).get("127.0.11.3/qq_1:qq_1")));
            worst = Math.max(worst, System.nanoTime() - begun);
            fleet.on("127.0.11.3").control("start", "qq_1");
            await().atMost(LIMIT).until(() -> "RUNNING".equals(states(second).get("127.0.11.3/qq_1:qq_1")));
        }
        // The interval is a second, so the reading comes within that.
        assertThat(Duration.ofNanos(worst)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @Order(3)
    void theStreamGivesASnapshotThenChangesAndGoesOnAfterwards() throws Exception {
        URI uri = BoardSystem.uri(slipway.context(0)).resolve("/api/v1/projects/ssss/processes/events");
        try (Events events = new Events(uri, slipway.token(), Map.of())) {
            JsonNode snapshot = events.await("snapshot", data -> true);
            assertThat(snapshot.get("processes").size()).isEqualTo(2 * HOSTS);
            assertThat(snapshot.get("last").asBoolean()).isTrue();

            fleet.on("127.0.11.4").control("stop", "cross:cross_1");
            JsonNode frame = events.await("processes", data -> has(data, "127.0.11.4/cross:cross_1", "STOPPED"));
            assertThat(frame.get("changed").size()).isEqualTo(1);
            events.await("processes", data -> data.get("hosts").size() > 0);
            String seen = events.lastId();
            events.close();

            fleet.on("127.0.11.4").control("start", "cross:cross_1");
            await().atMost(LIMIT).until(() -> "RUNNING".equals(states(first).get("127.0.11.4/cross:cross_1")));
            try (Events again = new Events(uri, slipway.token(), Map.of("Last-Event-ID", seen))) {
                again.await("processes", data -> has(data, "127.0.11.4/cross:cross_1", "RUNNING"));
                assertThat(again.names()).doesNotContain("snapshot");
            }
            try (Events unknown = new Events(uri, slipway.token(), Map.of("Last-Event-ID", "old-77"))) {
                unknown.await("snapshot", data -> true);
            }
        }
    }

    @Test
    @Order(4)
    void aDeadSupervisordLeavesUnknownAndNeverStopped() {
        fleet.on("127.0.11.5").kill9();

        await().atMost(LIMIT).until(() -> "UNKNOWN".equals(states(first).get("127.0.11.5/qq_1:qq_1")));
        JsonNode row = rows(first, "?ip=127.0.11.5&text=qq_1").get(0);
        assertThat(row.get("last_state").asString()).isEqualTo("RUNNING");
        assertThat(row.get("problem").get("code").asString()).isEqualTo("unreachable");
        assertThat(row.get("problem").get("advice").asString()).contains("supervisord");
        assertThat(row.has("pid")).isFalse();
        assertThat(rows(first, "?state=UNKNOWN").size()).isEqualTo(2);
        assertThat(rows(first, "?state=STOPPED").size()).isZero();

        fleet.on("127.0.11.5").start();
        await().atMost(LIMIT).until(() -> "RUNNING".equals(states(first).get("127.0.11.5/qq_1:qq_1")));
    }

    @Test
    @Order(5)
    void aFrozenSupervisordDelaysNoOther() {
        fleet.on("127.0.11.6").signal(ChildProcess.Signal.STOP);
        await().atMost(LIMIT).until(() -> "UNKNOWN".equals(states(first).get("127.0.11.6/qq_1:qq_1")));
        assertThat(rows(first, "?ip=127.0.11.6")
                        .get(0)
                        .get("problem")
                        .get("code")
                        .asString())
                .isEqualTo("no_answer");
        for (int look = 0; look < 20; look++) {
            rows(first, "").forEach(row -> {
                if (!row.get("ip").asString().equals("127.0.11.6")) {
                    assertThat(row.get("age_millis").asLong()).isLessThan(3000);
                }
            });
        }
        fleet.on("127.0.11.6").signal(ChildProcess.Signal.CONT);
        await().atMost(LIMIT).until(() -> "RUNNING".equals(states(first).get("127.0.11.6/qq_1:qq_1")));
    }

    @Test
    @Order(6)
    void logsAreReadSearchedAndDownloadedAsPlainText() throws Exception {
        append("qq_1", "\u001B[31m错误\u001B[0m <script>alert(1)</script>\n".getBytes(StandardCharsets.UTF_8));
        append("qq_1", ("玩家登录成功\n".repeat(20_000)).getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> end = raw(LOGS + "stdout");
        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(end.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(end.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(end.body().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(65_533, 65_536);
        assertThat(end.body()).endsWith("玩家登录成功\n").doesNotContain("not readable");

        HttpResponse<String> begin = raw(LOGS + "stdout?offset=0&bytes=100");
        assertThat(begin.body()).startsWith("错误 <script>alert(1)</script>\n");
        assertThat(raw(LOGS + "stdout?offset=0&bytes=100&colours=true").body()).startsWith("\u001B[31m错误");

        HttpResponse<String> all = raw(LOGS + "stdout?download=true");
        assertThat(all.headers().firstValue("Content-Disposition").orElse("")).contains("127.0.11.1-qq_1-stdout.log");
        assertThat(all.body()).isEqualTo("错误 <script>alert(1)</script>\n" + "玩家登录成功\n".repeat(20_000));

        JsonNode found = first.get(LOGS + "stdout/search?text=%3Cscript");
        assertThat(found.get("matches").size()).isEqualTo(1);
        assertThat(found.get("matches").get(0).get("text").asString()).isEqualTo("错误 <script>alert(1)</script>");
        assertThat(raw(LOGS + "process").body()).contains("supervisord started with pid");
        assertThat(raw(LOGS + "stderr").body()).isEmpty();
        assertThat(raw("/api/v1/projects/ssss/game-servers/127.0.11.1:cross:cross_1/logs/stdout")
                        .statusCode())
                .isEqualTo(200);
        assertThat(raw("/api/v1/projects/ssss/game-servers/127.0.11.1:nobody/logs/stdout")
                        .statusCode())
                .isEqualTo(404);
        assertThat(raw("/api/v1/projects/ssss/game-servers/127.0.99.1:qq_1/logs/stdout")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(7)
    void aLogIsFollowedByManyAndReadByOne() throws Exception {
        URI uri = BoardSystem.uri(slipway.context(0)).resolve(LOGS + "stdout/tail");
        int before = sockets("127.0.11.1");
        int during;
        try (Events one = new Events(uri, slipway.token(), Map.of());
                Events two = new Events(uri, slipway.token(), Map.of())) {
            one.await("chunk", data -> data.get("text").asString().contains("玩家登录成功"));
            append("qq_1", "国标的一行\n".getBytes(Charset.forName("GBK")));
            append("qq_1", "\u001B[1m彩色\u001B[0m\n".getBytes(StandardCharsets.UTF_8));

            one.await("chunk", data -> data.get("text").asString().contains("国标的一行\n"));
            two.await("chunk", data -> data.get("text").asString().contains("彩色\n"));
            during = sockets("127.0.11.1");
            assertThat(during).isEqualTo(before + 1);
        }
        await().atMost(LIMIT).until(() -> sockets("127.0.11.1") == before);
    }

    @Test
    @Order(8)
    void twoWorkersShareTheHostsAndTakeOver() {
        // One of two wins all six hosts now and then, one of five once in 3,000 times.
        List<ConfigurableApplicationContext> more = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            more.add(slipway.worker(sites, Duration.ofSeconds(1)));
        }
        other = more.remove(0);

        await().atMost(LIMIT).until(() -> readers().size() >= 2);
        assertThat(states(first).values()).containsOnly("RUNNING");

        BoardSystem.stop(worker);
        more.forEach(BoardSystem::stop);

        await().atMost(LIMIT).until(() -> readers().size() == 1);
        for (SlipwayClient client : List.of(first, second)) {
            assertThat(states(client).values()).containsOnly("RUNNING");
        }
        assertThat(raw(LOGS + "process").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(9)
    void aNewDispatcherKnowsAllAtOnceAndABrokerRestartDoesNoHarm() throws Exception {
        SlipwayClient third = slipway.dispatcher();
        await().atMost(LIMIT)
                .until(() -> states(third).equals(states(first))
                        && Set.copyOf(states(third).values()).equals(Set.of("RUNNING")));

        slipway.rabbit.restart();
        fleet.on("127.0.11.2").control("stop", "qq_1");

        await().atMost(LIMIT).until(() -> "STOPPED".equals(states(third).get("127.0.11.2/qq_1:qq_1")));
    }

    @Test
    @Order(10)
    void withoutWorkersAgesGrowUntilNobodyKnows() {
        BoardSystem.stop(other);

        await().atMost(LIMIT).until(() -> Set.copyOf(states(first).values()).equals(Set.of("UNKNOWN")));
        JsonNode row = rows(first, "?ip=127.0.11.1&text=qq_1").get(0);
        assertThat(row.get("problem").get("code").asString()).isEqualTo("not_read");
        assertThat(row.get("last_state").asString()).isEqualTo("RUNNING");
        assertThat(row.get("age_millis").asLong()).isGreaterThan(5000);
        HttpResponse<String> log = raw(LOGS + "stdout");
        assertThat(log.statusCode()).isEqualTo(504);
        assertThat(log.body()).contains("no_answer");
    }

    private static boolean has(JsonNode frame, String id, String state) {
        for (JsonNode row : frame.get("changed")) {
            if (row.get("id").asString().equals(id)
                    && row.get("state").asString().equals(state)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> states(SlipwayClient client) {
        return rows(client, "").stream()
                .collect(Collectors.toMap(
                        row -> row.get("id").asString(), row -> row.get("state").asString()));
    }

    private static List<JsonNode> rows(SlipwayClient client, String query) {
        return client.get("/api/v1/projects/ssss/processes" + query).get("processes").values().stream()
                .toList();
    }

    private Set<String> readers() {
        return rows(first, "").stream()
                .filter(row -> row.get("age_millis").asLong() < 3000)
                .map(row -> row.get("worker").asString())
                .collect(Collectors.toSet());
    }

    private HttpResponse<String> raw(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            BoardSystem.uri(slipway.context(0)).resolve(path))
                    .header("Authorization", "Bearer " + slipway.token())
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(String program, byte[] bytes) throws Exception {
        Files.write(fleet.on("127.0.11.1").directory().resolve(program + ".out"), bytes, StandardOpenOption.APPEND);
    }

    /** Connections of a supervisord; it listens on one more. */
    private int sockets(String host) {
        Path descriptors = Path.of("/proc/" + fleet.on(host).pid() + "/fd");
        try (var all = Files.list(descriptors)) {
            return (int) all.filter(BoardEndToEndTest::isSocket).count();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (Exception gone) {
            return false;
        }
    }
}
