package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServiceAction;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.peers.Alertmanager;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class SilenceTest {
    private static final String HOST = "127.0.1.75";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path machine;

    private static Supervisords fleet;

    @TempDir
    Path directory;

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer hook;

    @BeforeAll
    static void startHost() {
        fleet = Supervisords.in(machine);
        fleet.start(HOST, Program.lasting("qq_1").with("startsecs", "0"), Program.lasting("qq_2"));
    }

    @AfterAll
    static void stopHost() {
        fleet.close();
    }

    @BeforeEach
    void startHook() throws IOException {
        hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hook.createContext("/hook", exchange -> {
            heard.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] said = "closed for today".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        hook.start();
    }

    @AfterEach
    void stopHook() {
        hook.stop(0);
    }

    @Test
    void alertmanagerIsSilentAboutEachServerUntilItIsWell() throws Exception {
        assumeTrue(Alertmanager.isInstalled(), "NOT RUN: prometheus-alertmanager is not installed");
        try (Alertmanager alertmanager = Alertmanager.start(directory.resolve("am"))) {
            Outcome outcome = site(alertmanager(alertmanager.url())).run(ServiceAction.RESTART, HOST, "qq_1", "qq_2");

            assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
            assertThat(result(outcome, "qq_1").erl().data()).isEqualTo("未配置健康检查; 静默已开启并关闭");
            JsonNode silences = JSON.readTree(alertmanager.silences());
            assertThat(silences.size()).isEqualTo(2);
            for (JsonNode silence : silences) {
                assertThat(silence.at("/status/state").asString()).isEqualTo("expired");
                assertThat(silence.at("/matchers").toString())
                        .contains("\"value\":\"127\\\\.0\\\\.1\\\\.75(:.*)?\"")
                        .contains("\"isRegex\":true")
                        .containsPattern("\"name\":\"server\",\"value\":\"qq_[12]\"");
                assertThat(silence.at("/comment").asString()).matches("Slipway job-\\d+: restart qq_[12] \\(.*\\)");
            }
        }
    }

    @Test
    void aStoppedServerStaysSilentUntilTheBound() throws Exception {
        assumeTrue(Alertmanager.isInstalled(), "NOT RUN: prometheus-alertmanager is not installed");
        try (Alertmanager alertmanager = Alertmanager.start(directory.resolve("am"))) {
            ServiceSite site = site(alertmanager(alertmanager.url()));

            Outcome outcome = site.run(ServiceAction.STOP, HOST, "qq_1");

            assertThat(result(outcome, "qq_1").erl().data()).contains("静默保持至多 10 分钟");
            JsonNode silence = JSON.readTree(alertmanager.silences()).get(0);
            assertThat(silence.at("/status/state").asString()).isEqualTo("active");
            site.run(ServiceAction.START, HOST, "qq_1");
        }
    }

    @Test
    void aHookHearsOfOpeningAndClosingWithCredentials() throws Exception {
        Path headers = Files.writeString(directory.resolve("headers"), "Authorization: Bearer abc\n");
        Files.setPosixFilePermissions(headers, PosixFilePermissions.fromString("rw-------"));

        Outcome outcome = site(webhook(headers, false, false)).run(ServiceAction.RESTART, HOST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(heard).extracting(body -> body.path("event").asString()).containsExactly("open", "close");
        assertThat(heard.get(0).path("id").asString())
                .isEqualTo(heard.get(1).path("id").asString())
                .endsWith(":qq_1");
        assertThat(heard.get(0).path("ends_at").asString())
                .isGreaterThan(heard.get(0).path("starts_at").asString());
        assertThat(heard.get(0).path("ip").asString()).isEqualTo(HOST);
        assertThat(credentials).containsOnly("Bearer abc");
    }

    @Test
    void aHookThatRefusesIsSaidInTheResultAndHoldsNothingUp() throws Exception {
        answer = 503;

        Outcome outcome = site(webhook(null, false, false)).run(ServiceAction.RESTART, HOST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(outcome, "qq_1").erl().data()).contains("静默未能开启", "503 closed for today");
    }

    @Test
    void aRequiredSilenceThatCannotBeOpenedLeavesTheServerAlone() throws Exception {
        answer = 503;
        long before = ServiceSite.pid(fleet, HOST, "qq_1");

        Outcome outcome = site(webhook(null, true, false)).run(ServiceAction.RESTART, HOST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.REFUSED_BY_HOST);
        assertThat(result(outcome, "qq_1").update().data()).startsWith("未操作: 静默未能开启");
        assertThat(ServiceSite.pid(fleet, HOST, "qq_1")).isEqualTo(before);
    }

    @Test
    void aFailureClosesTheSilenceUnlessItIsKept() throws Exception {
        GameServer ill = new GameServer(
                "game", "qq_1", null, new HealthCheck(HealthCheck.Kind.TCP, FreePorts.one(HOST), null, null, 1));

        ServiceSite closing = site(webhook(null, false, false));
        Outcome closed = closing.run(closing.order(ServiceAction.RESTART, HOST, List.of(ill)));
        assertThat(closed.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(heard).extracting(body -> body.path("event").asString()).containsExactly("open", "close");

        heard.clear();
        ServiceSite keeping = site(webhook(null, false, true));
        Outcome kept = keeping.run(keeping.order(ServiceAction.RESTART, HOST, List.of(ill)));
        assertThat(result(kept, "qq_1").erl().data()).contains("静默保持至多");
        assertThat(heard).extracting(body -> body.path("event").asString()).containsExactly("open");
    }

    @Test
    void anOrderWithoutSilenceTellsNobody() throws Exception {
        ServiceSite site = site(webhook(null, true, false));

        Outcome outcome = site.run(ServiceSite.order(
                site.header(1), ServiceAction.RESTART, HOST, List.of(new GameServer("game", "qq_1")), false));

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(heard).isEmpty();
    }

    private ServiceSite site(SilenceAccess silence) throws IOException {
        return new ServiceSite(directory, ServiceSite.supervisor(fleet, fleet.passwordFile()), silence);
    }

    private static SilenceAccess alertmanager(URI url) {
        return new SilenceAccess(
                SilenceAccess.Kind.ALERTMANAGER,
                url,
                null,
                List.of("instance=~{ip}(:.*)?", "server={server}"),
                "Slipway {job}: {action} {server} ({ip})",
                Duration.ofMinutes(10),
                true,
                false,
                Duration.ofSeconds(5));
    }

    private SilenceAccess webhook(@Nullable Path headers, boolean required, boolean keep) {
        return new SilenceAccess(
                SilenceAccess.Kind.WEBHOOK,
                URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook"),
                headers,
                List.of(),
                "{server}",
                Duration.ofMinutes(10),
                required,
                keep,
                Duration.ofSeconds(5));
    }

    private static ServerResult result(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server), outcome::toString);
    }
}
