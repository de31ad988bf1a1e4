package io.slipway.opsmanager;

import static io.slipway.opsmanager.GameHosts.FIRST;
import static io.slipway.opsmanager.GameHosts.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.CommandResult;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.VersionRef;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApplyUpdateHandlerTest {
    private static final String BEAM = "ebin/player.beam";
    private static final String[] LOAD = {"code:soft_purge(player).", "code:load_file(player)."};

    @TempDir
    static Path fleet;

    private static GameHosts hosts;

    @TempDir
    Path directory;

    private OpsManager ops;

    @BeforeAll
    static void startFleet() throws Exception {
        hosts = new GameHosts(fleet).host(FIRST).host(SECOND);
        hosts.node("qq_1", FIRST).node("qq_2", FIRST).node("qq_3", SECOND);
    }

    @AfterAll
    static void stopFleet() {
        hosts.close();
    }

    @BeforeEach
    void reset() throws Exception {
        hosts.resetPlayer("qq_1");
        hosts.resetPlayer("qq_2");
        ops = new OpsManager(directory, hosts.direct());
    }

    @Test
    void newCodeAnswersInTheSameProcessWithItsState() throws Exception {
        String process = hosts.ask("qq_1", "erlang:whereis(player)");
        hosts.ask("qq_1", "player:earn(100)");
        ops.file(BEAM, hosts.player(2)).file("配置/表 1.config", "数据").idempotent(LOAD);

        Outcome outcome = ops.apply(FIRST, "qq_2", "qq_1");

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(outcome.files()).isEqualTo(2);
        assertThat(outcome.bytes()).isEqualTo(hosts.player(2).length + 6L);
        assertThat(outcome.servers().keySet()).containsExactly("qq_2", "qq_1");
        ServerResult result = of(outcome, "qq_1");
        assertThat(result.update()).isEqualTo(new ServerResult.Part("更新成功: 2 个文件", true));
        assertThat(result.erl().status()).isTrue();
        assertThat(result.erl().data())
                .startsWith("执行成功: 2 条命令; 已加载 player (md5 ")
                .endsWith("; 输出: true, {module,player}");
        for (String server : List.of("qq_1", "qq_2")) {
            assertThat(hosts.ask(server, "player:factor()")).isEqualTo("2");
            assertThat(hosts.live(server).resolve("配置/表 1.config")).hasContent("数据");
        }
        assertThat(hosts.ask("qq_1", "erlang:whereis(player)")).isEqualTo(process);
        hosts.ask("qq_1", "player:earn(100)");
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("300");
        assertThat(ops.started).hasSize(1);
        assertThat(ops.context.progress())
                .extracting(shown -> shown.phase() + " " + shown.done() + "/" + shown.total())
                .contains("verify 0/2", "erl 0/2", "verify 1/2", "erl 1/2");
    }

    @Test
    void nodeThatIsDownIsNotUpdatedAndTheOthersAre() throws Exception {
        ops.file(BEAM, hosts.player(2)).idempotent(LOAD);

        Outcome outcome = ops.apply(FIRST, "qq_9", "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.SERVER_FAILED);
        assertThat(failure(outcome).message()).contains("1 of 2").contains("qq_9: unreachable: node down");
        assertThat(outcome.servers().keySet()).containsExactly("qq_9", "qq_1");
        assertThat(of(outcome, "qq_9")).isEqualTo(ServerResult.notUpdated());
        assertThat(of(outcome, "qq_1").succeeded()).isTrue();
        assertThat(hosts.ask("qq_1", "player:factor()")).isEqualTo("2");
    }

    @Test
    void filesThatCannotBeSwitchedKeepTheCommandsFromRunning() throws Exception {
        Path inTheWay = Files.createDirectories(hosts.live("qq_1").resolve("blocked"));
        ops.file(BEAM, hosts.player(2)).file("blocked", "a directory is there").once("player:earn(100).");

        Outcome outcome = ops.apply(FIRST, "qq_1");
        Files.delete(inTheWay);

        assertThat(of(outcome, "qq_1")).isEqualTo(ServerResult.notUpdated());
        assertThat(failure(outcome).message()).contains("qq_1: unsafe_entry").contains("blocked directory");
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
        assertThat(hosts.live("qq_1").resolve(BEAM)).hasBinaryContent(hosts.player(1));
        assertThat(ops.dispatcher.granted()).isEmpty();
    }

    @Test
    void tamperedPushedFileIsNotCopied() throws Exception {
        ops.file(BEAM, hosts.player(2)).idempotent(LOAD);
        ApplyUpdateHandler handler = ops.handler();
        assertThat(ops.apply(handler, order(FIRST, "qq_1")).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        Path file = ops.snapshot.resolve(BEAM);
        FileTime before = Files.getLastModifiedTime(file);
        Path swapped = Files.write(directory.resolve("other"), hosts.player(3));
        Files.setLastModifiedTime(swapped, before);
        Files.move(swapped, file, StandardCopyOption.REPLACE_EXISTING); // same size and time, another inode

        Outcome outcome = ops.apply(handler, order(FIRST, "qq_1", "qq_2"));

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.DIGEST_MISMATCH);
        assertThat(failure(outcome).message()).contains(BEAM);
        assertThat(outcome.servers().values()).hasSize(2).containsOnly(ServerResult.notUpdated());
        assertThat(ops.started).hasSize(1);
        assertThat(hosts.ask("qq_1", "player:factor()")).isEqualTo("2");
    }

    @Test
    void missingPushedFileIsNamed() throws Exception {
        ops.file(BEAM, hosts.player(2)).file("b.config", "b");
        Files.delete(ops.snapshot.resolve("b.config"));

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.FILE_NOT_FOUND);
        assertThat(failure(outcome).message()).contains("b.config");
        assertThat(ops.started).isEmpty();
    }

    @Test
    void linkInThePlaceOfAPushedFileIsNotRead() throws Exception {
        ops.file("a.config", "a");
        Path outside = Files.writeString(directory.resolve("outside"), "a");
        Files.delete(ops.snapshot.resolve("a.config"));
        Files.createSymbolicLink(ops.snapshot.resolve("a.config"), outside);

        assertThat(failure(ops.apply(FIRST, "qq_1")).code()).isEqualTo(FailureCode.UNSAFE_ENTRY);
        assertThat(ops.started).isEmpty();
    }

    @Test
    void wrongCookieUpdatesNothing() throws Exception {
        Path cookie = Files.writeString(directory.resolve("cookie"), "another cookie");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        ops = new OpsManager(directory, hosts.direct(cookie, hosts.daemons.passwordFile()));
        ops.file(BEAM, hosts.player(2)).idempotent(LOAD);

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(of(outcome, "qq_1")).isEqualTo(ServerResult.notUpdated());
        assertThat(failure(outcome).message()).contains("qq_1: auth: ").contains("cookie");
        assertThat(hosts.live("qq_1").resolve(BEAM)).hasBinaryContent(hosts.player(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secretThatOthersMayReadStartsNothing(boolean password) throws Exception {
        Path careless = Files.writeString(directory.resolve("careless"), "secret");
        Files.setPosixFilePermissions(careless, PosixFilePermissions.fromString("rw-r--r--"));
        ops = new OpsManager(
                directory,
                password
                        ? hosts.direct(hosts.nodes.cookieFile(), careless)
                        : hosts.direct(careless, hosts.daemons.passwordFile()));
        ops.file(BEAM, hosts.player(2));

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.INSECURE_SECRET);
        assertThat(failure(outcome).message()).contains("chmod 600").doesNotContain("secret;");
        assertThat(outcome.servers()).containsOnlyKeys("qq_1").containsValue(ServerResult.notUpdated());
        assertThat(ops.started).isEmpty();
    }

    @Test
    void hostWithoutADaemonIsUnreachableAfterTwoTries() throws Exception {
        ops.file(BEAM, hosts.player(2));

        Outcome outcome = ops.apply("127.0.1.3", "qq_1", "qq_2");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(outcome.servers().values()).hasSize(2).containsOnly(ServerResult.notUpdated());
        assertThat(ops.started).hasSize(2);
    }

    @Test
    void olderJobIsStoppedByTheFenceAndRunsNoCommand() throws Exception {
        OpsManager older = new OpsManager(directory.resolve("older"), hosts.direct());
        OpsManager newer = new OpsManager(directory.resolve("newer"), hosts.direct());
        newer.file(BEAM, hosts.player(3)).idempotent(LOAD);
        assertThat(newer.apply(FIRST, "qq_1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        older.file(BEAM, hosts.player(2)).idempotent(LOAD).once("player:earn(100).");

        Outcome outcome = older.apply(FIRST, "qq_2", "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.STALE_FENCE);
        assertThat(outcome.servers().values()).hasSize(2).containsOnly(ServerResult.notUpdated());
        assertThat(older.dispatcher.granted()).isEmpty();
        assertThat(hosts.ask("qq_1", "player:factor()")).isEqualTo("3");
        assertThat(hosts.ask("qq_2", "player:factor()")).isEqualTo("1");
    }

    @Test
    void staleAttemptStopsBeforeItsFirstCommand() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).");
        ops.dispatcher.currentAttempt(2);

        Outcome outcome = ops.apply(FIRST, "qq_1", "qq_2");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.STALE_FENCE);
        assertThat(of(outcome, "qq_1").update().status()).isTrue();
        assertThat(of(outcome, "qq_1").erl().data()).startsWith("已中止: 执行了 0/1 条命令");
        assertThat(of(outcome, "qq_2")).isEqualTo(ServerResult.notUpdated());
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
    }

    @Test
    void redeliveredOrderRunsNoCommandTwice() throws Exception {
        ops.file("a.config", "a")
                .once("player:earn(100).")
                .idempotent("player:gold().")
                .once("player:earn(7).");
        Outcome first = ops.apply(FIRST, "qq_1", "qq_2");
        Outcome again = ops.apply(FIRST, "qq_1", "qq_2");
        Outcome nextAttempt = ops.apply(ops.header(2), FIRST, "qq_1", "qq_2");

        assertThat(List.of(first, again, nextAttempt)).extracting(Outcome::kind).containsOnly(OutcomeKind.SUCCEEDED);
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("107");
        assertThat(hosts.ask("qq_2", "player:gold()")).isEqualTo("107");
        assertThat(ops.dispatcher.granted()).hasSize(4).doesNotHaveDuplicates();
        assertThat(hosts.stages(FIRST)).containsExactly(ops.jobSeq + "-2");
    }

    @Test
    void onlyStagesOfOlderFencesAreRemoved() throws Exception {
        Path stages = Files.createDirectories(hosts.root(FIRST).resolve(".slipway/stage"));
        Path outside = Files.writeString(
                Files.createDirectories(directory.resolve("outside")).resolve("kept"), "kept");
        Files.createDirectories(stages.resolve("0-1/ebin"));
        Files.writeString(stages.resolve("0-1/ebin/old.beam"), "old");
        Files.createSymbolicLink(stages.resolve("0-2"), outside.getParent());
        Path newer = Files.createDirectories(stages.resolve(ops.jobSeq + 1000 + "-1"));
        Path foreign = Files.createDirectories(stages.resolve("notes"));
        ops.file("a.config", "a");

        assertThat(ops.apply(FIRST, "qq_1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);

        assertThat(hosts.stages(FIRST)).containsExactlyInAnyOrder(ops.jobSeq + "-1", ops.jobSeq + 1000 + "-1", "notes");
        assertThat(outside).hasContent("kept");
        Files.delete(newer);
        Files.delete(foreign);
    }

    @Test
    void commandThatWasBegunElsewhereIsNotRunAndTheTargetIsUnknown() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).").once("player:earn(7).");
        ops.dispatcher.startedBefore(ops.key("qq_1", 0));

        Outcome outcome = ops.apply(FIRST, "qq_1", "qq_2");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        assertThat(of(outcome, "qq_1").update().status()).isTrue();
        assertThat(of(outcome, "qq_1").erl().status()).isFalse();
        assertThat(of(outcome, "qq_1").erl().data()).startsWith("结果未知,未再次执行");
        assertThat(of(outcome, "qq_2").succeeded()).isTrue();
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
        assertThat(hosts.ask("qq_2", "player:gold()")).isEqualTo("107");
    }

    @Test
    void workerKilledAfterStartedLeavesTheCommandUnknown() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).");
        ops.dispatcher.startedBefore(ops.key("qq_1", 0));
        ops.journal().started(ops.key("qq_1", 0), 1);

        Outcome outcome = ops.apply(ops.header(2), FIRST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
    }

    @Test
    void workerKilledBeforeTellingItsResultTellsItLater() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).");
        ops.dispatcher.startedBefore(ops.key("qq_1", 0));
        ops.journal().started(ops.key("qq_1", 0), 1);
        ops.journal().done(ops.key("qq_1", 0), 1, new CommandResult(true, "ok"));

        Outcome outcome = ops.apply(ops.header(2), FIRST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(ops.dispatcher.resultOf(ops.key("qq_1", 0))).isEqualTo(new CommandResult(true, "ok"));
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
    }

    @Test
    void grantedCommandThatTheJournalKnowsIsNotRunAgain() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).");
        ops.journal().started(ops.key("qq_1", 0), 1);

        assertThat(ops.apply(FIRST, "qq_1").kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
    }

    @Test
    void retryByAPersonRunsWhatFailedAgain() throws Exception {
        ops.file("a.config", "a").once("player:crash().").once("player:earn(100).");
        assertThat(failure(ops.apply(FIRST, "qq_1")).code()).isEqualTo(FailureCode.SERVER_FAILED);
        OrderHeader retry = new OrderHeader(
                "job-" + ops.jobSeq, ops.jobSeq, 2, ops.header(1).targetId(), 2);

        Outcome outcome = ops.apply(retry, FIRST, "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.SERVER_FAILED);
        assertThat(ops.dispatcher.granted()).containsExactly(ops.key("qq_1", 0), ops.key("qq_1", 0));
    }

    @Test
    void failedCommandStopsTheOthersOfItsServerOnly() throws Exception {
        ops.file("a.config", "a")
                .once("player:earn(100).")
                .idempotent("lists:nth(0, [])")
                .once("player:earn(7).");

        Outcome outcome = ops.apply(FIRST, "qq_1", "qq_2");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.SERVER_FAILED);
        assertThat(failure(outcome).message()).contains("2 of 2").contains("qq_1: command_failed: command 2");
        assertThat(failure(outcome).output()).contains("function_clause");
        assertThat(of(outcome, "qq_2").update().status()).isTrue();
        assertThat(of(outcome, "qq_2").erl().data()).startsWith("执行失败: 第 2 条命令 lists:nth(0, [])");
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("100");
        assertThat(hosts.ask("qq_2", "player:gold()")).isEqualTo("100");
    }

    @Test
    void commandOverItsLimitIsKilledOnTheNode() throws Exception {
        ops.file("a.config", "a").once("player:hang().").once("player:earn(7).");
        ops.commandLimitSeconds = 1;

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        assertThat(of(outcome, "qq_1").erl().data()).contains("第 1 条命令").contains("1000 ms");
        assertThat(hosts.ask("qq_1", "erlang:whereis(hanging)")).isEqualTo("undefined");
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
        assertThat(Objects.requireNonNull(ops.dispatcher.resultOf(ops.key("qq_1", 0)))
                        .ok())
                .isFalse();
    }

    @Test
    void nodeThatDiesUnderACommandIsUnknownAndTheOthersAreDone() throws Exception {
        ops.file("a.config", "a").once("erlang:halt().");

        Outcome outcome = ops.apply(SECOND, "qq_3");
        hosts.node("qq_3", SECOND);

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(of(outcome, "qq_3").update().status()).isTrue();
        assertThat(of(outcome, "qq_3").erl().status()).isFalse();
        assertThat(ops.apply(ops.header(2), SECOND, "qq_3").kind())
                .as("the node lives, so nothing was run")
                .isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(hosts.ask("qq_3", "erlang:is_alive()")).isEqualTo("true");
    }

    @Test
    void codeThatWasNotLoadedIsNoSuccess() throws Exception {
        ops.file(BEAM, hosts.player(2));

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.SERVER_FAILED);
        assertThat(failure(outcome).message())
                .containsPattern("qq_1: load_not_proven: player .*[0-9a-f]{32}.*[0-9a-f]{32}");
        assertThat(of(outcome, "qq_1").update().status()).isTrue();
        assertThat(of(outcome, "qq_1").erl().status()).isFalse();
        assertThat(of(outcome, "qq_1").erl().data()).containsPattern("player 文件 md5 [0-9a-f]{32}, 运行 md5 [0-9a-f]{32}");
        assertThat(hosts.ask("qq_1", "player:factor()")).isEqualTo("1");
    }

    @Test
    void cancelIsHeardBetweenServers() throws Exception {
        ops.file(BEAM, hosts.player(2)).idempotent(LOAD);
        ops.context.onProgress(shown -> {
            if (shown.phase().equals("erl")) {
                ops.context.cancellation().request();
            }
        });
        ops.commands.clear();
        ops.files.clear();
        ops.file("a.config", "a");

        Outcome outcome = ops.apply(FIRST, "qq_1", "qq_2");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(of(outcome, "qq_1").succeeded()).isTrue();
        assertThat(of(outcome, "qq_2")).isEqualTo(ServerResult.notUpdated());
    }

    @Test
    void cancelIsHeardBetweenCommands() throws Exception {
        ops.file("a.config", "a").once("player:earn(100).");
        ops.context.onProgress(shown -> {
            if (shown.phase().equals("erl")) {
                ops.context.cancellation().request();
            }
        });

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(of(outcome, "qq_1").update().status()).isTrue();
        assertThat(of(outcome, "qq_1").erl().status()).isFalse();
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("0");
    }

    @Test
    void commandsWithoutFilesCopyNothing() throws Exception {
        ops.once("player:earn(100).");

        Outcome outcome = ops.apply(FIRST, "qq_1");

        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(of(outcome, "qq_1").update().data()).isEqualTo("没有文件");
        assertThat(ops.started).isEmpty();
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e", "10.0.0.1;id", "localhost", "0x7f000001"})
    void hostThatIsNoAddressIsRejected(String ip) throws Exception {
        ops.file("a.config", "a");
        assertRejected(ops.apply(ip, "qq_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../qq_1", "qq_1/..", "-qq", "qq 1", "{ip}", "qq_1@127.0.0.1"})
    void serverNameThatIsNoNameIsRejected(String name) throws Exception {
        ops.file("a.config", "a");
        assertRejected(ops.apply(FIRST, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"os:cmd(X).", "a:b(). c:d().", "io:format(\"x\"), halt().", "(fun() -> ok end)().", "halt()."})
    void commandThatIsNoPlainCallIsRejected(String text) throws Exception {
        ops.file("a.config", "a").idempotent(text);
        assertRejected(ops.apply(FIRST, "qq_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/etc/passwd", ".slipway/fence", "a/../../b"})
    void fileNameThatLeavesTheDirectoryIsRejected(String name) throws Exception {
        ops.file("a.config", "a");
        ops.files.add(new io.slipway.contract.Manifest.ManifestFile(
                name, 1, ops.files.get(0).md5(), ops.files.get(0).sha256()));
        assertRejected(ops.apply(FIRST, "qq_1"));
    }

    @Test
    void orderOfAnUnknownProjectOrWithOneServerTwiceIsRejected() throws Exception {
        ops.file("a.config", "a");
        assertRejected(ops.apply(FIRST, "qq_1", "qq_1"));
        VersionRef other = new VersionRef("hot_server", "unknown", "cn", "uuid-1", "1");
        Outcome outcome =
                ops.apply(new ApplyUpdate(ops.header(1), other, "大陆", FIRST, OpsManager.servers("qq_1"), "digest"));
        assertRejected(outcome);
        assertThat(failure(outcome).message()).contains("unknown");
    }

    private void assertRejected(Outcome outcome) {
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(ops.started).isEmpty();
        assertThat(ops.dispatcher.granted()).isEmpty();
    }

    private ApplyUpdate order(String ip, String... servers) {
        return new ApplyUpdate(ops.header(1), ops.version, "大陆", ip, OpsManager.servers(servers), "digest");
    }

    private static ServerResult of(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server), server);
    }

    private static Failure failure(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure(), () -> "no failure but " + outcome);
    }
}
