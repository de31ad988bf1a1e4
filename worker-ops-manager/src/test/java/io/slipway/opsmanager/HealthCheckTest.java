package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.HealthCheck.Kind;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServiceAction;
import io.slipway.job.FailureCode;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HealthCheckTest {
    private static final String HOST = ErlangNodes.HOSTS.get(0);
    private static final String SERVER = """
            import sys, time
            from http.server import HTTPServer, BaseHTTPRequestHandler
            class H(BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200 if self.path == '/well?a=1' else 404)
                    self.end_headers()
            time.sleep(0.5)
            HTTPServer((sys.argv[1], int(sys.argv[2])), H).serve_forever()
            """;

    @TempDir
    static Path machine;

    private static Supervisords fleet;
    private static ErlangNodes nodes;
    private static int port;

    @TempDir
    Path directory;

    private ServiceSite site;

    @BeforeAll
    static void startHost() throws IOException {
        port = FreePorts.one(HOST);
        Path script = Files.writeString(machine.resolve("server.py"), SERVER);
        nodes = ErlangNodes.start(Files.createDirectories(machine.resolve("nodes")));
        nodes.startNode("qq_1", HOST);
        fleet = Supervisords.in(machine.resolve("fleet"));
        fleet.start(
                HOST,
                Program.lasting("qq_1")
                        .running("python3 " + script + " " + HOST + " " + port)
                        .with("startsecs", "0"),
                Program.lasting("leaving").running("sh -c 'sleep 0.2'").with("startsecs", "0"));
    }

    @AfterAll
    static void stopHost() {
        fleet.close();
        nodes.close();
    }

    @BeforeEach
    void makeSite() throws IOException {
        ProjectHosts hosts = new ProjectHosts(
                ProjectHosts.Adapter.DIRECT,
                "/data",
                "{hostRoot}/{server}",
                "{server}@{ip}",
                nodes.epmdPort(),
                nodes.cookieFile(),
                new ProjectHosts.Direct(873, "game", "{hostRoot}", "user", fleet.passwordFile()),
                null,
                Map.of(),
                ServiceSite.supervisor(fleet, fleet.passwordFile()),
                null);
        site = new ServiceSite(directory, hosts);
    }

    @Test
    void aPortIsWaitedForAfterAStart() throws Exception {
        Outcome outcome = restart(new HealthCheck(Kind.TCP, port, null, null, 10));

        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(outcome).erl().data()).startsWith("健康检查通过: TCP " + HOST + ":" + port);
    }

    @Test
    void aPageIsWaitedForAfterAStart() throws Exception {
        Outcome outcome = restart(new HealthCheck(Kind.HTTP, port, "/well?a=1", null, 10));

        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "erlang:is_atom(a), SUCCEEDED, 健康检查通过: Erlang erlang:is_atom(a)",
        "erlang:is_atom(1), FAILED, '节点返回 false,需要 true 或 ok'",
        "no_such:function(), FAILED, 节点返回错误",
    })
    void aNodeIsAsked(String call, OutcomeKind kind, String words) throws Exception {
        Outcome outcome = restart(new HealthCheck(Kind.ERLANG, null, null, call, 1));

        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(kind);
        assertThat(result(outcome).erl().data()).contains(words);
    }

    @Test
    void aPageWithAnotherStatusFails() throws Exception {
        Outcome outcome = restart(new HealthCheck(Kind.HTTP, port, "/ill", null, 2));

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.HEALTH_CHECK_FAILED);
        assertThat(result(outcome).update().status()).as("the process runs").isTrue();
        assertThat(result(outcome).erl().data())
                .isEqualTo("健康检查未通过: HTTP " + HOST + ":" + port + "/ill 在 2 秒内返回 HTTP 404");
    }

    @Test
    void aProcessThatLeavesRightAfterItsStartIsFoundByItsCheck() throws Exception {
        GameServer leaving =
                new GameServer("game", "leaving", null, new HealthCheck(Kind.TCP, FreePorts.one(HOST), null, null, 1));

        Outcome outcome = site.run(site.order(ServiceAction.START, HOST, List.of(leaving)));

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, 0, , , 1",
        "TCP, 70000, , , 1",
        "TCP, , , , 1",
        "TCP, 80, , , 0",
        "TCP, 80, , , 601",
        "HTTP, 80, , , 1",
        "HTTP, 80, no-slash, , 1",
        "HTTP, 80, //other.host/, , 1",
        "HTTP, 80, '/a b', , 1",
        "HTTP, 80, /%zz, , 1",
        "HTTP, , /, , 1",
        "ERLANG, , , , 1",
        "ERLANG, , , os:cmd(, 1",
    })
    void aCheckThatCannotBeAskedIsRefused(Kind kind, Integer port, String path, String call, int within)
            throws Exception {
        Outcome outcome = restart(new HealthCheck(kind, port, path, call, within));

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
    }

    private Outcome restart(HealthCheck check) throws InterruptedException {
        return site.run(site.order(ServiceAction.RESTART, HOST, List.of(new GameServer("game", "qq_1", null, check))));
    }

    private static ServerResult result(Outcome outcome) {
        return Objects.requireNonNull(outcome.servers().get("qq_1"), outcome::toString);
    }
}
