package io.slipway.opsmanager.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.slipway.opsmanager.supervisor.SupervisorException.Kind;
import io.slipway.peers.ChildProcess.Signal;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Supervisord;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
    private static final String HOST = "127.0.1.61";
    private static final SupervisorWeb WEB = new SupervisorWeb(Duration.ofSeconds(2), Duration.ofSeconds(2));

    @TempDir
    static Path directory;

    private static Supervisords fleet;
    private static Supervisord host;
    private static Supervisor supervisor;

    @BeforeAll
    static void startFleet() {
        fleet = Supervisords.in(directory);
        host = fleet.start(
                HOST,
                Program.lasting("alone"),
                Program.lasting("qq_1").in("game"),
                Program.lasting("quick").with("startsecs", "0").with("autostart", "false"),
                Program.lasting("missing").running("/no/such/program").with("autostart", "false"),
                Program.lasting("mute").with("stdout_logfile", "NONE"));
        supervisor = new Supervisor(WEB, address(fleet.passwordFile()));
    }

    @AfterAll
    static void stopFleet() {
        fleet.close();
    }

    @Test
    void oneLookTellsVersionConfigurationAndStates() throws Exception {
        SupervisorLook look = supervisor.look();

        assertThat(SupervisorVersion.isSafe(look.version())).isTrue();
        assertThat(look.processes()).extracting(ProcessInfo::process).contains("alone", "game:qq_1", "quick");
        assertThat(look.config("game:qq_1"))
                .hasValueSatisfying(config -> assertThat(config.startSecs()).isEqualTo(1));
        assertThat(look.process("alone:alone")).isPresent();
        assertThat(look.process("qq_1")).isEmpty();
        assertThat(supervisor.requireSafeVersion()).isEqualTo(look.version());
        assertThat(supervisor.configs()).isEqualTo(look.configs());
    }

    @Test
    void startAndStopDoNotWait() throws Exception {
        supervisor.start("quick");
        ProcessInfo running = supervisor.process("quick");
        assertThat(running.state()).isEqualTo(ProcessState.RUNNING);
        assertThat(running.pid()).isPositive();
        assertThat(running.description()).startsWith("pid " + running.pid());
        assertThat(running.stdoutLog()).isEqualTo(directory.resolve(HOST).resolve("quick.out") + "");

        supervisor.stop("quick");
        await().until(() -> supervisor.process("quick").state() == ProcessState.STOPPED);
        assertThat(supervisor.process("quick").uptimeSeconds()).isZero();
    }

    @Test
    void severalCallsInOneRequestEndEachForItself() throws Exception {
        List<CallResult> results = supervisor.steer(List.of(
                Supervisor.startCall("missing"), Supervisor.startCall("no_such"), Supervisor.startCall("alone")));

        assertThat(results)
                .extracting(result -> Objects.requireNonNull(result.fault()).code())
                .containsExactly(FaultCode.NO_FILE, FaultCode.BAD_NAME, FaultCode.ALREADY_STARTED);
    }

    @Test
    void coloursAndChineseInALogComeThroughAndCutCharactersAreLeftOut() throws Exception {
        byte[] log = "\u001b[32m启动\u001b[0m\r\n第二行".getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve(HOST).resolve("alone.err"), log);

        assertThat(supervisor.readLast(LogKind.STDERR, "alone", 8)).isEqualTo("二行");
        assertThat(supervisor.readLast(LogKind.STDERR, "alone", 1000)).isEqualTo("\u001b[32m启动\u001b[0m\r\n第二行");
        assertThat(supervisor.readFrom(LogKind.STDERR, "alone", 5, 5)).isEqualTo("启");
        assertThat(supervisor.tail(LogKind.STDERR, "alone", 4)).isEqualTo(new LogTail("行", log.length, true));
        assertThat(supervisor.readLog(100)).isNotEmpty();
    }

    @Test
    void aLogThatIsNotUtf8OrNotThereIsToldApart() throws Exception {
        Files.write(
                directory.resolve(HOST).resolve("qq_1.err"), new byte[] {(byte) 0xC6, (byte) 0xF4, 'a', 'b', 'c', 'd'});
        Files.write(directory.resolve(HOST).resolve("qq_1.out"), "启动".getBytes("GBK"));

        assertThat(kind(() -> supervisor.readLast(LogKind.STDERR, "game:qq_1", 100)))
                .isEqualTo(Kind.SERVER_ERROR);
        assertThat(kind(() -> supervisor.tail(LogKind.STDOUT, "game:qq_1", 100)))
                .isEqualTo(Kind.SERVER_ERROR);
        assertThatThrownBy(() -> supervisor.readLast(LogKind.STDOUT, "mute", 100))
                .isInstanceOfSatisfying(
                        SupervisorFault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NO_FILE));
        assertThat(supervisor.tail(LogKind.STDOUT, "mute", 100)).isEqualTo(new LogTail("", 0, false));
    }

    @Test
    void wrongPasswordIsNotTakenForADeadHost() {
        Supervisor wrong = new Supervisor(WEB, address(fleet.wrongPasswordFile()));

        assertThat(kind(wrong::version)).isEqualTo(Kind.AUTH);
        assertThat(kind(() -> new Supervisor(WEB, address(directory.resolve("none"))).version()))
                .isEqualTo(Kind.SECRET);
    }

    @Test
    void aServerWithAPasswordIsNotOpenToAll() throws Exception {
        assertThat(WEB.isOpenToAll(supervisor.address())).isFalse();
    }

    @Test
    void nothingThereIsUnreachable() {
        SupervisorAddress nobody = new SupervisorAddress(HOST, FreePorts.one(HOST), "x", fleet.passwordFile());

        assertThat(kind(() -> new Supervisor(WEB, nobody).version())).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aFrozenOneGivesNoAnswer() {
        try (Supervisords own = Supervisords.in(directory.resolve("frozen"))) {
            Supervisord frozen = own.start("127.0.1.62");
            Supervisor asked = new Supervisor(
                    WEB, new SupervisorAddress("127.0.1.62", own.port(), own.user(), own.passwordFile()));
            frozen.signal(Signal.STOP);

            assertThat(kind(asked::version)).isEqualTo(Kind.NO_ANSWER);

            frozen.kill9();
            assertThat(kind(asked::version)).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void anAnswerThatIsTooLongOrNoAnswerIsRefused() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.1.63", 0), 0);
        byte[] long1 = new byte[5000];
        server.createContext("/RPC2", exchange -> {
            exchange.sendResponseHeaders(200, long1.length);
            exchange.getResponseBody().write(long1);
            exchange.close();
        });
        server.start();
        try {
            SupervisorAddress there =
                    new SupervisorAddress("127.0.1.63", server.getAddress().getPort(), "x", fleet.passwordFile());
            SupervisorWeb narrow = new SupervisorWeb(Duration.ofSeconds(2), Duration.ofSeconds(2), 4096);

            assertThat(kind(() -> new Supervisor(WEB, there).version())).isEqualTo(Kind.BAD_ANSWER);
            assertThatThrownBy(() -> new Supervisor(narrow, there).version())
                    .hasMessageContaining("longer than 4096 bytes");
            assertThat(WEB.isOpenToAll(there)).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static Kind kind(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(SupervisorException.class);
        return ((SupervisorException) thrown).kind();
    }

    private static SupervisorAddress address(Path passwordFile) {
        return new SupervisorAddress(HOST, fleet.port(), fleet.user(), passwordFile);
    }
}
