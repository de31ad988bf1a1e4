package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServiceAction;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.supervisor.ProcessState;
import io.slipway.peers.ChildProcess.Signal;
import io.slipway.peers.Supervisord;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import io.slipway.worker.Outcome;
import io.slipway.worker.ProbedCells;
import io.slipway.worker.RecordingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@Timeout(60)
class ControlServersHandlerTest {
    private static final String HOST = "127.0.1.71";

    @TempDir
    static Path machine;

    private static Supervisords fleet;

    @TempDir
    Path directory;

    private ServiceSite site;

    @BeforeAll
    static void startHost() throws Exception {
        Path plain = Files.writeString(machine.resolve("plain.sh"), "#!/bin/sh\nexec sleep 1000\n");
        Path later = Files.writeString(machine.resolve("later.sh"), "#!/bin/sh\nexec sleep 1000\n");
        Files.setPosixFilePermissions(later, PosixFilePermissions.fromString("rwxr-xr-x"));
        fleet = Supervisords.in(machine.resolve("fleet"));
        fleet.start(
                HOST,
                Program.lasting("qq_1").in("game"),
                Program.lasting("qq_2").in("game"),
                Program.lasting("qq_3"),
                off("down"),
                off("missing").running("/no/such/program"),
                off("plain").running(plain.toString()),
                off("nowhere").with("directory", "/no/such/directory"),
                off("dying").running("false").with("startretries", "1"),
                off("trying").running("false").with("startretries", "20"),
                off("slow").with("startsecs", "60"),
                Program.lasting("deaf")
                        .running("python3 -c 'import signal,time; signal.signal(15, signal.SIG_IGN); time.sleep(1000)'")
                        .with("stopwaitsecs", "1"),
                Program.lasting("stone")
                        .running("python3 -c 'import signal,time; signal.signal(15, signal.SIG_IGN); time.sleep(1000)'")
                        .with("stopwaitsecs", "60"));
    }

    @AfterAll
    static void stopHost() {
        fleet.close();
    }

    @BeforeEach
    void makeSite() throws Exception {
        site = new ServiceSite(directory, ServiceSite.supervisor(fleet, fleet.passwordFile()));
    }

    @Test
    void aRestartGivesEveryProcessAnotherPidAndSaysSo() throws Exception {
        long first = pid("game:qq_1");
        long third = pid("qq_3");

        Outcome outcome = site.run(site.order(
                ServiceAction.RESTART,
                HOST,
                List.of(new GameServer("game", "qq_1", "game:qq_1", null), new GameServer("cross", "qq_3"))));

        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(pid("game:qq_1")).isNotZero().isNotEqualTo(first);
        assertThat(pid("qq_3")).isNotZero().isNotEqualTo(third);
        assertThat(result(outcome, "qq_1").update().data())
                .matches("已重启,pid " + first + " → " + pid("game:qq_1") + ",用时 \\d+\\.\\d 秒");
        assertThat(result(outcome, "qq_1").erl().data()).isEqualTo("未配置健康检查");
        assertThat(result(outcome, "qq_3").succeeded()).isTrue();
        assertThat(site.context.progress()).last().satisfies(shown -> assertThat(shown.done())
                .isEqualTo(2));
    }

    @Test
    void startAndStopOfWhatIsAlreadySoChangeNothing() throws Exception {
        long running = pid("qq_3");

        Outcome started = site.run(ServiceAction.START, HOST, "qq_3");
        Outcome stopped = site.run(ServiceAction.STOP, HOST, "down");

        assertThat(started.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(started, "qq_3").update().data()).isEqualTo("已在运行,pid " + running);
        assertThat(stopped.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(stopped, "down").update().data()).startsWith("未在运行");
        assertThat(pid("qq_3")).isEqualTo(running);
        assertThat(site.context.startedCommands()).as("neither needs leave").isEmpty();
    }

    @Test
    void whatIsStoppedIsStartedAgain() throws Exception {
        assertThat(site.run(ServiceAction.STOP, HOST, "qq_3").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(ServiceSite.client(fleet, HOST).process("qq_3").state()).isEqualTo(ProcessState.STOPPED);

        assertThat(site.run(ServiceAction.START, HOST, "qq_3").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(ServiceSite.client(fleet, HOST).process("qq_3").state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void aProcessThatIgnoresTheSignalIsWaitedForUntilItIsKilled() throws Exception {
        Outcome outcome = site.run(ServiceAction.RESTART, HOST, "deaf");

        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "START, no_such, CONFIG, 没有进程 no_such",
        "STOP, no_such, CONFIG, 没有进程 no_such",
        "START, missing, PROCESS_FAILED, NO_FILE 20",
        "START, plain, PROCESS_FAILED, NOT_EXECUTABLE 21",
        "START, nowhere, PROCESS_FAILED, FATAL",
        "START, dying, PROCESS_FAILED, Exited too quickly",
    })
    void whatCannotBeDoneSaysWhy(ServiceAction action, String server, FailureCode code, String words) throws Exception {
        Outcome outcome = site.run(action, HOST, server);

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(failure(outcome).code()).isEqualTo(code);
        assertThat(result(outcome, server).update().data()).contains(words);
        assertThat(result(outcome, server).update().status()).isFalse();
        assertThat(result(outcome, server).erl().status()).isFalse();
    }

    @Test
    void whatIsTooSlowIsSaidWithItsLimitAndItsState() throws Exception {
        ServiceAccess usual = ServiceSite.supervisor(fleet, fleet.passwordFile());
        ServiceSite hasty = new ServiceSite(
                directory.resolve("short"),
                new ServiceAccess(
                        usual.adapter(),
                        usual.supervisor(),
                        null,
                        null,
                        usual.systemd(),
                        Duration.ofSeconds(1),
                        null,
                        usual.commandLimit()));

        Outcome outcome = hasty.run(ServiceAction.START, HOST, "trying");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.PROCESS_FAILED);
        assertThat(result(outcome, "trying").update().data())
                .startsWith("未在 2 秒内进入 RUNNING: ")
                .contains("Exited too quickly");
        ServiceSite.client(fleet, HOST).stop("trying");
    }

    @Test
    void aStopThatIsCancelledWaitsForNothing() throws Exception {
        Outcome outcome = site.run(site.order(ServiceAction.STOP, HOST, "stone"), cancelledAfter(500));

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(result(outcome, "stone").update().data()).isEqualTo("任务已取消: 已发出停止,未等待结果");
    }

    @Test
    void aWrongPasswordTouchesNothing() throws Exception {
        ServiceSite wrong =
                new ServiceSite(directory.resolve("w"), ServiceSite.supervisor(fleet, fleet.wrongPasswordFile()));

        Outcome outcome = wrong.run(ServiceAction.RESTART, HOST, "qq_3");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.AUTH);
        assertThat(result(outcome, "qq_3").update().data()).startsWith("进程状态未知,未操作");
        assertThat(wrong.context.startedCommands()).isEmpty();
    }

    @Test
    void aHostThatIsNotThereIsUnknownNotStopped() throws Exception {
        Outcome outcome = site.run(ServiceAction.STOP, "127.0.1.79", "qq_3");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(result(outcome, "qq_3").update().data()).startsWith("进程状态未知,未操作: 主机不可达");
    }

    @Test
    void aFrozenSupervisordIsToldApartFromADeadHost() throws Exception {
        try (Supervisords own = Supervisords.in(directory.resolve("own"))) {
            Supervisord host = own.start("127.0.1.72", Program.lasting("qq_1"));
            ServiceSite there =
                    new ServiceSite(directory.resolve("s"), ServiceSite.supervisor(own, own.passwordFile()));
            host.signal(Signal.STOP);

            Outcome outcome = there.run(ServiceAction.STOP, "127.0.1.72", "qq_1");

            assertThat(failure(outcome).code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(result(outcome, "qq_1").update().data()).contains("无响应(可能卡死)");
            host.signal(Signal.CONT);
        }
    }

    @Test
    void aSupervisordKilledWhileProgramsRestartLeavesThemUnknown() throws Exception {
        try (Supervisords own = Supervisords.in(directory.resolve("own"))) {
            Supervisord host = own.start(
                    "127.0.1.73",
                    Program.lasting("qq_1").with("startsecs", "5"),
                    Program.lasting("qq_2").with("startsecs", "5"));
            ServiceSite there =
                    new ServiceSite(directory.resolve("s"), ServiceSite.supervisor(own, own.passwordFile()));
            await().until(() -> pid(own, "127.0.1.73", "qq_2") != 0);
            long before = pid(own, "127.0.1.73", "qq_2");
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(
                    () -> unchecked(() -> there.run(ServiceAction.RESTART, "127.0.1.73", "qq_1", "qq_2")));
            await().until(() -> pid(own, "127.0.1.73", "qq_2") != before && pid(own, "127.0.1.73", "qq_2") != 0);

            host.kill9Alone();
            Outcome outcome = running.get(30, TimeUnit.SECONDS);

            assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
            assertThat(failure(outcome).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
            assertThat(result(outcome, "qq_1").update().data()).contains("结果未知(不等于已停止)", "主机不可达");
            assertThat(there.context.doneCommands()).as("no end is told").isEmpty();
        }
    }

    @Test
    void anOrderThatComesAgainRestartsNothingAgain() throws Exception {
        Outcome first = site.run(ServiceAction.RESTART, HOST, "qq_3");
        long restarted = pid("qq_3");
        RecordingContext again = new RecordingContext().with(key(), new CommandDecision(Decision.STARTED_BEFORE, null));

        Outcome second = site.run(
                ServiceSite.order(
                        site.header(2), ServiceAction.RESTART, HOST, List.of(new GameServer("game", "qq_3")), null),
                again);

        assertThat(first.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(second.kind()).as("%s", second).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(pid("qq_3")).isEqualTo(restarted);
        assertThat(result(second, "qq_3").update().data()).contains("→ " + restarted);
        assertThat(again.doneCommands()).containsKey(key());
    }

    @Test
    void anOrderThatComesAgainToAnotherWorkerIsUnknownWhereNothingProvesIt() throws Exception {
        long running = pid("qq_3");
        site.context.with(key(), new CommandDecision(Decision.STARTED_BEFORE, null));

        Outcome outcome = site.run(ServiceAction.RESTART, HOST, "qq_3");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(result(outcome, "qq_3").update().data()).contains("未再次重启");
        assertThat(pid("qq_3")).isEqualTo(running);
    }

    @Test
    void whatTheDispatcherKnowsAsDoneIsNotDoneAgain() throws Exception {
        long running = pid("qq_3");
        site.context.with(key(), new CommandDecision(Decision.ALREADY_DONE, new CommandResult(true, "done")));

        Outcome outcome = site.run(ServiceAction.RESTART, HOST, "qq_3");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(pid("qq_3")).isEqualTo(running);
    }

    @Test
    void aRestartThatWasCutOffAfterItsStopIsBroughtToItsStart() throws Exception {
        ServiceSite.client(fleet, HOST).stop("qq_3");
        await().until(() -> pid("qq_3") == 0);
        site.context.with(key(), new CommandDecision(Decision.STARTED_BEFORE, null));

        Outcome outcome = site.run(ServiceAction.RESTART, HOST, "qq_3");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(pid("qq_3")).isNotZero();
    }

    @Test
    void aStaleAttemptTouchesNothing() throws Exception {
        long running = pid("qq_3");
        site.context.with(key(), new CommandDecision(Decision.STALE, null));

        Outcome outcome = site.run(ServiceAction.RESTART, HOST, "qq_3");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.STALE_FENCE);
        assertThat(result(outcome, "qq_3").update().data()).isEqualTo("未操作");
        assertThat(pid("qq_3")).isEqualTo(running);
    }

    @Test
    void aRetryLeavesAloneWhatAnEarlierRoundRestarted() throws Exception {
        site.run(ServiceAction.RESTART, HOST, "qq_3", "dying");
        long restarted = pid("qq_3");
        OrderHeader retry = new OrderHeader(
                "job-" + site.jobSeq, site.jobSeq, 2, site.header(1).targetId(), 2);

        Outcome outcome = site.run(
                ServiceSite.order(
                        retry,
                        ServiceAction.RESTART,
                        HOST,
                        List.of(new GameServer("game", "qq_3"), new GameServer("game", "dying")),
                        null),
                new RecordingContext());

        assertThat(pid("qq_3")).isEqualTo(restarted);
        assertThat(result(outcome, "qq_3").update().data()).contains("先前一轮已重启");
        assertThat(result(outcome, "dying").succeeded()).isFalse();
    }

    @Test
    void aCancelBringsWhatWasStoppedBackUpAndWaitsForNothing() throws Exception {
        long before = pid("deaf");

        Outcome outcome = site.run(site.order(ServiceAction.RESTART, HOST, "deaf"), cancelledAfter(500));

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(result(outcome, "deaf").update().data()).isEqualTo("任务已取消: 已发出启动,未等待结果");
        assertThat(pid("deaf")).isNotZero().isNotEqualTo(before);
    }

    @Test
    void aProjectThatIsNotSetUpForItSaysWhatToSet() throws Exception {
        ServiceSite none = new ServiceSite(directory.resolve("n"), null, null);

        Outcome outcome = none.run(ServiceAction.STOP, HOST, "qq_3");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(failure(outcome).message()).contains("slipway.ops-manager.projects.ssss.service");
    }

    @Test
    void aDemandedSilenceThatIsNotConfiguredIsRefused() throws Exception {
        Outcome outcome = site.run(ServiceSite.order(
                site.header(1), ServiceAction.STOP, HOST, List.of(new GameServer("game", "qq_3")), true));

        assertThat(failure(outcome).message()).contains("slipway.ops-manager.projects.ssss.silence");
    }

    @ParameterizedTest
    @CsvSource({
        "qq_1, -oProxyCommand=x",
        "qq_1, $(id)",
        "qq_1, game:qq_1:x",
        "qq_1, game:*",
        "qq_1, ';id'",
        "'`id`', qq_1",
        "-rf, qq_1",
    })
    void namesThatCouldBeOptionsOrCommandsAreRefused(String server, String process) throws Exception {
        Outcome outcome =
                site.run(site.order(ServiceAction.STOP, HOST, List.of(new GameServer("game", server, process, null))));

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
    }

    @Test
    void thePreflightLooksAtSupervisord() throws Exception {
        int port = fleet.port();
        ProbedCells good = site.probe(HOST);
        ProbedCells bad = new ServiceSite(
                        directory.resolve("w"), ServiceSite.supervisor(fleet, fleet.wrongPasswordFile()))
                .probe(HOST);
        ProbedCells none = site.probe("127.0.1.78");

        assertThat(good.get(CheckName.SUPERVISOR, HOST + ":" + port).result()).isEqualTo(CellResult.GO);
        assertThat(good.get(CheckName.HOST_ACCESS_FILE, fleet.passwordFile().toString())
                        .result())
                .isEqualTo(CellResult.GO);
        assertThat(bad.get(CheckName.SUPERVISOR, HOST + ":" + port).detail().en())
                .contains("401");
        assertThat(none.get(CheckName.SUPERVISOR, "127.0.1.78:" + port).result())
                .isEqualTo(CellResult.NO_GO);
    }

    private static RecordingContext cancelledAfter(int millis) {
        RecordingContext context = new RecordingContext();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                .execute(() -> context.cancellation().request());
        return context;
    }

    private CommandKey key() {
        return new CommandKey(site.header(1).targetId(), HOST, 0);
    }

    private static Program off(String name) {
        return Program.lasting(name).with("autostart", "false");
    }

    private static ServerResult result(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server), () -> server + " in " + outcome);
    }

    private static Failure failure(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure(), outcome::toString);
    }

    private static long pid(String process) throws Exception {
        return pid(fleet, HOST, process);
    }

    private static long pid(Supervisords fleet, String ip, String process) throws Exception {
        return ServiceSite.pid(fleet, ip, process);
    }

    private static <T> T unchecked(java.util.concurrent.Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
