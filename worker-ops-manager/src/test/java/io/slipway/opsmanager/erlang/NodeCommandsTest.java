package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangTerm;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.CommandResult.Status;
import io.slipway.peers.ChildProcess.Signal;
import io.slipway.peers.ErlangNodes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCommandsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String HOST = ErlangNodes.HOSTS.get(0);

    @TempDir
    static Path directory;

    private static ErlangNodes nodes;
    private static ErlangNodes.GameNode game;

    private ErlangNode node;
    private NodeCommands commands;

    @BeforeAll
    static void startNode() {
        nodes = ErlangNodes.start(directory);
        game = nodes.startNode("qq_1", HOST, "+pc", "unicode");
        ErlangNodes.compilePlayer(1, game.ebin());
    }

    @AfterAll
    static void stopNodes() {
        nodes.close();
    }

    @BeforeEach
    void connect() throws Exception {
        node = connectTo("qq_1");
        commands = new NodeCommands(node);
    }

    @AfterEach
    void disconnect() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "erlang:abs(-7).                         | OK          | 7",
                "lists:reverse(\"abc\").                 | OK          | \"cba\"",
                "string:length(\"热更新\").              | OK          | 3",
                "lists:reverse(\"热更新\").              | OK          | \"新更热\"",
                "unicode:characters_to_list(<<\"热\"/utf8>>). | OK     | \"热\"",
                "maps:get(k, #{k => {1.5, [<<\"x\">>]}}). | OK         | {1.5,[<<\"x\">>]}",
                "lists:member(a, [b]).                   | OK          | false",
                "code:load_file(no_such_module).         | ERROR_VALUE | {error,nofile}",
                "lists:last([error]).                    | ERROR_VALUE | error",
                "erlang:hd([{badrpc, nodedown}]).        | ERROR_VALUE | {badrpc,nodedown}",
                "erlang:hd([{'EXIT', boom}]).            | ERROR_VALUE | {'EXIT',boom}",
                "erlang:hd([{error, a, b}]).             | OK          | {error,a,b}",
            })
    void valueDecidesTheResult(String text, Status status, String output) throws Exception {
        CommandResult result = run(text, TIMEOUT);
        assertThat(result.output()).isEqualTo(output);
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.truncated()).isFalse();
        assertThat(result.failure().map(Failure::code))
                .isEqualTo(
                        result.ok() ? java.util.Optional.empty() : java.util.Optional.of(FailureCode.COMMAND_FAILED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "player:crash().          | {error,{no_such_player,\"玩家\"}",
                "no_such:function().      | {error,undef,",
                "erlang:throw(ball).      | {throw,ball,",
                "erlang:exit(reason).     | {exit,reason,",
                "erlang:'div'(1, 0).      | {error,badarith,",
            })
    void crashIsAFailureWithItsReason(String text, String output) throws Exception {
        CommandResult result = run(text, TIMEOUT);
        assertThat(result.status()).isEqualTo(Status.CRASHED);
        assertThat(result.output()).startsWith(output);
        assertThat(result.failure().orElseThrow().code()).isEqualTo(FailureCode.COMMAND_FAILED);
    }

    @Test
    void textInAnArgumentIsNeverEvaluated() throws Exception {
        CommandResult result = run("lists:append(\"erlang:halt\", \"(). \").", TIMEOUT);
        assertThat(result.output()).isEqualTo("\"erlang:halt(). \"");
        assertThat(game.process().isAlive()).isTrue();
    }

    @Test
    void runawayCommandIsKilledOnTheNode() throws Exception {
        CommandResult result = run("player:hang().", Duration.ofMillis(300));
        assertThat(result.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(result.failure().orElseThrow().code()).isEqualTo(FailureCode.TIMED_OUT);
        assertThat(whereis(node, "hanging")).isEqualTo("undefined");
    }

    @Test
    void hugeResultIsCutOnTheNode() throws Exception {
        CommandResult result = run("player:huge().", TIMEOUT);
        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(result.output().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
        assertThat(result.output()).startsWith("\"xxxx");
        CommandResult binary = run("binary:copy(<<\"热\"/utf8>>, 3000000).", TIMEOUT);
        assertThat(binary.output().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4096);
        assertThat(run("lists:seq(1, 1000000).", TIMEOUT).output())
                .startsWith("[1,2,3,")
                .contains("...");
    }

    @Test
    void commandWithoutAnAnswerIsUnknown() throws Exception {
        ErlangNodes.GameNode frozen = nodes.startNode("frozen_1", HOST);
        try (ErlangNode connection = connectTo("frozen_1")) {
            NodeCommands frozenCommands = new NodeCommands(connection);
            assertThat(frozenCommands
                            .run(ErlangCallParser.parse("erlang:node()."), TIMEOUT)
                            .ok())
                    .isTrue();
            frozen.process().signal(Signal.STOP);
            CommandResult result = frozenCommands.run(ErlangCallParser.parse("erlang:node()."), Duration.ofMillis(200));
            assertThat(result.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
            assertThat(result.failure().orElseThrow().code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void nodeKilledDuringACommandIsUnknownAndAfterwardsNothingIsSent() throws Exception {
        ErlangNodes.GameNode mortal = nodes.startNode("mortal_1", HOST);
        ErlangNodes.compilePlayer(1, mortal.ebin());
        try (ErlangNode connection = connectTo("mortal_1")) {
            NodeCommands mortalCommands = new NodeCommands(connection);
            CompletableFuture<CommandResult> call = CompletableFuture.supplyAsync(() -> hang(mortalCommands));
            await().atMost(TIMEOUT).until(() -> !whereis(connection, "hanging").equals("undefined"));
            mortal.process().kill9();
            CommandResult result = call.get(10, TimeUnit.SECONDS);
            assertThat(result.status()).isEqualTo(Status.OUTCOME_UNKNOWN);
            assertThat(hang(mortalCommands).status()).isEqualTo(Status.NOT_RUN);
        }
    }

    @Test
    void manyCommandsOnOneConnectionAreCheap() throws Exception {
        int rounds = 500;
        run("erlang:node().", TIMEOUT);
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            assertThat(run("erlang:abs(-7).", TIMEOUT).ok()).isTrue();
        }
        double each = (System.nanoTime() - start) / 1e6 / rounds;
        System.out.printf("figure: %.3f ms per command on a reused connection%n", each);
        assertThat(each).isLessThan(100);
    }

    /** A worker that froze before it sent the command, and woke up when the host was another job's, is told apart by the node. */
    @ParameterizedTest
    @CsvSource({
        "-,          OK",
        "'7 3',      OK",
        "'7 4',      OK",
        "'6 9',      OK",
        "'7 5',      STALE",
        "'8 1',      STALE",
        "'10 1',     STALE",
        "'',         STALE",
        "'x y',      STALE",
        "'7 4 1',    STALE",
    })
    void commandIsRunUnderItsOwnOrAnOlderFenceAlone(String held, Status status) throws Exception {
        Path root = Files.createTempDirectory(directory, "fenced");
        if (!held.equals("-")) {
            Files.createDirectories(root.resolve(".slipway"));
            Files.writeString(root.resolve(".slipway/fence"), held.isEmpty() ? "" : held + "\n");
        }
        Path touched = root.resolve("ran");
        ErlangCall call = new ErlangCall(
                "file", "write_file", List.of(ErlangTerm.utf8(touched.toString()), ErlangTerm.utf8("x")));

        CommandResult result = commands.run(call, TIMEOUT, new HostFence(root.toString(), 7, 4));

        assertThat(result.status()).isEqualTo(status);
        assertThat(Files.exists(touched)).isEqualTo(status == Status.OK);
    }

    private static CommandResult hang(NodeCommands on) {
        return on.run(new ErlangCall("player", "hang", List.of()), Duration.ofMinutes(1));
    }

    private CommandResult run(String text, Duration limit) throws Exception {
        return commands.run(ErlangCallParser.parse(text), limit);
    }

    private static String whereis(ErlangNode on, String name) throws NodeFailure {
        return on.call("erlang", "whereis", List.of(ErlangTerm.atom(name)), TIMEOUT)
                .toString();
    }

    private static ErlangNode connectTo(String name) throws Exception {
        NodeAddress address = NodeAddress.of(HOST, name).withEpmdPort(nodes.epmdPort());
        return ErlangNode.connect(address, Cookie.read(nodes.cookieFile()), TIMEOUT);
    }
}
