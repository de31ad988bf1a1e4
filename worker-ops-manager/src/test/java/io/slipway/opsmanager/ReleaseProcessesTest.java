package io.slipway.opsmanager;

import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertFailed;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.CommandKey;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServerResult;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ReleaseSite.Version;
import io.slipway.opsmanager.supervisor.ProcessState;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
class ReleaseProcessesTest {
    private static final String HOST = "127.0.6.3";

    @TempDir
    static Path machine;

    private static Supervisords fleet;

    @TempDir
    Path directory;

    private ReleaseSite site;
    private Version one;

    @BeforeAll
    static void startFleet() {
        fleet = Supervisords.in(machine.resolve("fleet"));
        fleet.start(
                HOST,
                Program.lasting("up1"),
                Program.lasting("up2"),
                Program.lasting("down").with("autostart", "false"));
    }

    @AfterAll
    static void stopFleet() {
        fleet.close();
    }

    @BeforeEach
    void start() throws Exception {
        site = new ReleaseSite(directory).host(HOST);
        site.service = ServiceSite.supervisor(fleet, fleet.passwordFile());
        one = site.version("v1", Map.of("f", "1"));
        if (pid("down") != 0) {
            ServiceSite.client(fleet, HOST).stop("down");
            await().until(() -> pid("down") == 0);
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void runningProcessIsRestartedAndStoppedOneStaysDown() throws Exception {
        long before = pid("up1");
        Outcome outcome = site.run(order(ProcessesAfter.AS_BEFORE, "up1", "down"));
        assertSucceeded(outcome);
        assertThat(pid("up1")).isNotEqualTo(before);
        assertThat(pid("down")).isZero();
        assertThat(ReleaseSite.tree(outcome, "up1").ranBefore()).isTrue();
        assertThat(ReleaseSite.tree(outcome, "down").ranBefore()).isFalse();
        assertThat(erl(outcome, "up1").data()).contains("已重启,pid " + before);
    }

    @Test
    void orderThatComesAgainRestartsNothingTwice() throws Exception {
        ReleaseServers order = order(ProcessesAfter.RUNNING, "up1", "down");
        assertSucceeded(site.run(order));
        long up = pid("up1");
        long down = pid("down");
        assertThat(down).isPositive();
        RecordingContext again = site.context;
        for (String server : List.of("up1", "down")) {
            again.with(
                    new CommandKey(order.header().targetId(), server, 0),
                    new CommandDecision(Decision.STARTED_BEFORE, null));
        }
        Outcome second = site.run(order);
        assertSucceeded(second);
        assertThat(pid("up1")).isEqualTo(up);
        assertThat(pid("down")).isEqualTo(down);
        assertThat(ReleaseSite.tree(second, "down").ranBefore())
                .as("as the first attempt saw it")
                .isFalse();
    }

    @Test
    void wishOfAServerOutweighsThatOfTheOrder() throws Exception {
        long untouched = pid("up2");
        ReleaseServers order = order(ProcessesAfter.UNTOUCHED, "up2", "down");
        ReleasedServer wanted = new ReleasedServer(
                order.servers().get(1).server(), order.servers().get(1).path(), true);
        Outcome outcome = site.run(with(order, List.of(order.servers().get(0), wanted), 2));
        assertSucceeded(outcome);
        assertThat(pid("up2")).isEqualTo(untouched);
        assertThat(ServiceSite.client(fleet, HOST).process("down").state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void processThatIsNotThereKeepsItsFilesAsTheyAre() throws Exception {
        Outcome outcome = site.run(order(ProcessesAfter.AS_BEFORE, "nobody"));
        assertFailed(outcome, FailureCode.CONFIG);
        assertThat(site.live(HOST, "nobody")).doesNotExist();
    }

    @Test
    void serverThatIsNotWellFailsAfterItsFilesWereSwitched() throws Exception {
        ReleaseServers order = order(ProcessesAfter.AS_BEFORE, "up1");
        HealthCheck nobody = new HealthCheck(HealthCheck.Kind.TCP, FreePorts.one(), null, null, 1);
        GameServer server = new GameServer("game", "up1", null, nobody);
        Outcome outcome = site.run(with(
                order, List.of(new ReleasedServer(server, order.servers().get(0).path(), null)), 1));
        assertFailed(outcome, FailureCode.HEALTH_CHECK_FAILED);
        ServerResult result = Objects.requireNonNull(outcome.servers().get("up1"));
        assertThat(result.update().status()).isTrue();
        assertThat(result.erl().status()).isFalse();
        assertThat(ReleaseSite.tree(outcome, "up1").tree()).isEqualTo(one.tree());
    }

    @Test
    void withoutServiceSettingsProcessesMustBeLeftAlone() throws Exception {
        site.service = null;
        assertFailed(site.run(order(ProcessesAfter.AS_BEFORE, "up1")), FailureCode.CONFIG);
        assertThat(site.live(HOST, "up1")).doesNotExist();
        assertSucceeded(site.run(order(ProcessesAfter.UNTOUCHED, "up1")));
    }

    private ReleaseServers order(ProcessesAfter processes, String... servers) {
        return ReleaseSite.with(site.order(one, HOST, servers), KeptFrom.LIVE, processes, false, 1);
    }

    private static ReleaseServers with(ReleaseServers order, List<ReleasedServer> servers, int atOnce) {
        return new ReleaseServers(
                order.header(),
                order.version(),
                order.area(),
                order.ip(),
                servers,
                order.manifest(),
                order.kept(),
                order.keptFrom(),
                order.processes(),
                order.adopt(),
                atOnce,
                order.silence());
    }

    private static ServerResult.Part erl(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server)).erl();
    }

    private static long pid(String process) throws Exception {
        return ServiceSite.pid(fleet, HOST, process);
    }
}
