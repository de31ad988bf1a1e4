package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangTerm;
import io.slipway.job.FailureCode;
import io.slipway.peers.ChildProcess.Signal;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.FreePorts;
import io.slipway.secret.Secret;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangNodeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String HOST = ErlangNodes.HOSTS.get(0);

    @TempDir
    static Path directory;

    private static ErlangNodes nodes;
    private static ErlangNodes.GameNode game;
    private static Cookie cookie;

    @BeforeAll
    static void startNode() throws Exception {
        nodes = ErlangNodes.start(directory);
        game = nodes.startNode("qq_1", HOST, "-kernel", "net_ticktime", "2");
        cookie = Cookie.read(nodes.cookieFile());
    }

    @AfterAll
    static void stopNodes() {
        nodes.close();
    }

    @Test
    void callIsAnsweredWhetherTheFullNameOrOnlyTheAlivePartIsGiven() throws Exception {
        for (String name : List.of("qq_1", "qq_1@" + HOST)) {
            try (ErlangNode node = ErlangNode.connect(address(name), cookie, TIMEOUT)) {
                assertThat(node.call("erlang", "node", List.of(), TIMEOUT)).isEqualTo(ErlangTerm.atom("qq_1@" + HOST));
                assertThat(node.call("erlang", "nodes", List.of(), TIMEOUT)).isEqualTo(ErlangTerm.list());
            }
        }
    }

    @Test
    void everyShapeOfTermIsUnderstoodByTheNode() throws Exception {
        List<ErlangTerm> terms = new ArrayList<>(
                ErlangCallParser.parse(TermCodecTest.EVERY_SHAPE).args());
        try (ErlangNode node = ErlangNode.connect(address("qq_1"), cookie, TIMEOUT)) {
            terms.add(node.call("erlang", "self", List.of(), TIMEOUT));
            terms.add(node.call("erlang", "make_ref", List.of(), TIMEOUT));
            terms.add(node.call("erlang", "whereis", List.of(ErlangTerm.atom("rex")), TIMEOUT));
            terms.add(node.call("erlang", "make_fun", List.of(atom("lists"), atom("sort"), integer(1)), TIMEOUT));
            terms.add(node.call("erlang", "hd", List.of(node.call("erlang", "ports", List.of(), TIMEOUT)), TIMEOUT));
            for (ErlangTerm term : terms) {
                ErlangTerm echo = node.call("erlang", "hd", List.of(ErlangTerm.list(term)), TIMEOUT);
                assertThat(echo).as("%s", term).isEqualTo(term);
            }
            ErlangTerm pid = terms.get(terms.size() - 3);
            assertThat(node.call("erlang", "is_process_alive", List.of(pid), TIMEOUT))
                    .isEqualTo(ErlangTerm.atom("true"));
            assertThat(node.call("erlang", "hd", List.of(integer(1)), TIMEOUT).toString())
                    .startsWith("{badrpc,{'EXIT',{badarg,");
        }
    }

    @Test
    void idleConnectionStaysUpBecauseTicksAreAnswered() throws Exception {
        try (ErlangNode node = ErlangNode.connect(address("qq_1"), cookie, TIMEOUT)) {
            // The node hangs up on a peer that is silent for two seconds; nothing but ticks passes while it sleeps.
            assertThat(node.call("timer", "sleep", List.of(integer(4000)), TIMEOUT))
                    .isEqualTo(atom("ok"));
            assertThat(node.isOpen()).isTrue();
        }
    }

    @Test
    void manyThreadsShareOneConnection() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (ErlangNode node = ErlangNode.connect(address("qq_1"), cookie, TIMEOUT)) {
            List<Callable<Integer>> jobs = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int from = thread * 1000;
                jobs.add(() -> {
                    for (int i = from; i < from + 250; i++) {
                        assertThat(node.call("erlang", "abs", List.of(integer(-i)), TIMEOUT))
                                .isEqualTo(integer(i));
                    }
                    return 250;
                });
            }
            long start = System.nanoTime();
            for (Future<Integer> done : pool.invokeAll(jobs)) {
                assertThat(done.get()).isEqualTo(250);
            }
            System.out.printf("figure: 4 threads, %.3f ms per call%n", (System.nanoTime() - start) / 1e6 / 1000);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void lateAnswerIsDroppedAndTheConnectionStaysGood() throws Exception {
        try (ErlangNode node = ErlangNode.connect(address("qq_1"), cookie, TIMEOUT)) {
            NodeFailure late = catchThrowableOfType(
                    NodeFailure.class, () -> node.call("timer", "sleep", List.of(integer(300)), Duration.ofMillis(50)));
            assertThat(late.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
            assertThat(node.call("timer", "sleep", List.of(integer(500)), TIMEOUT))
                    .isEqualTo(atom("ok"));
            assertThat(node.call("erlang", "abs", List.of(integer(-7)), TIMEOUT))
                    .isEqualTo(integer(7));
        }
    }

    @Test
    void callOnAClosedConnectionIsNotSent() throws Exception {
        ErlangNode node = ErlangNode.connect(address("qq_1"), cookie, TIMEOUT);
        node.close();
        NodeFailure failure =
                catchThrowableOfType(NodeFailure.class, () -> node.call("erlang", "halt", List.of(), TIMEOUT));
        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure).hasMessageContaining("not sent");
        assertThat(game.process().isAlive()).isTrue();
    }

    @Test
    void wrongCookieIsAuth() {
        NodeFailure failure = refused(address("qq_1"), new Cookie(new Secret("other")), TIMEOUT);
        assertThat(failure.code()).isEqualTo(FailureCode.AUTH);
        assertThat(failure).hasMessageContaining("refused the cookie").hasMessageNotContaining("other");
        assertThat(cookie).hasToString("Cookie<redacted>");
    }

    @Test
    void unknownNodeAndUnusedPortAreUnreachable() {
        NodeFailure down = refused(address("qq_99"), cookie, TIMEOUT);
        assertThat(down.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(down).hasMessageContaining("node down");
        NodeFailure noEpmd = refused(NodeAddress.of(HOST, "qq_1").withEpmdPort(FreePorts.one()), cookie, TIMEOUT);
        assertThat(noEpmd.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(noEpmd).hasMessageContaining("host or epmd down");
    }

    @Test
    void anotherNodeBehindThePortIsConfig() throws Exception {
        NodeFailure failure = refused(address("qq_1@127.9.9.9"), cookie, TIMEOUT);
        assertThat(failure.code()).isEqualTo(FailureCode.CONFIG);
        assertThat(failure).hasMessageContaining("another node answers").hasMessageContaining("qq_1@" + HOST);
    }

    /** The older handshake has {@code n} and a version in the place of {@code N} and flags of eight bytes. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "sok, n5ffffcccc(x@y), older than OTP 23",
                "sok_simultaneous, n6ffffcccc(a name that is long), older than OTP 23",
                "sok, N, older than OTP 23",
                "snot_allowed, -, does not allow connections",
                "salive, -, has a connection of this name",
                "HTTP/1.1 400 Bad Request, -, no Erlang node",
            })
    void olderNodeAndWhatIsNoneAreNotSpokenTo(String status, String challenge, String why) throws Exception {
        try (ServerSocket stranger = new ServerSocket(0)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(stranger, status, challenge));
            NodeAddress address = NodeAddress.of("127.0.0.1", "qq_1").withFixedPort(stranger.getLocalPort());

            assertThat(refused(address, cookie, TIMEOUT)).hasMessageContaining(why);
            answered.join();
        }
    }

    private static void answer(ServerSocket stranger, String... packets) {
        try (Socket caller = stranger.accept()) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            in.skipNBytes(in.readUnsignedShort());
            DataOutputStream out = new DataOutputStream(caller.getOutputStream());
            for (String packet : packets) {
                out.writeShort(packet.length());
                out.writeBytes(packet);
            }
            in.read(); // until the caller has gone
        } catch (IOException e) {
            // The caller has heard enough and hung up, maybe in the middle of a packet.
        }
    }

    @Test
    void silentListenerIsUnreachableWithinTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            NodeAddress address = NodeAddress.of("127.0.0.1", "qq_1").withFixedPort(silent.getLocalPort());
            NodeFailure failure = refused(address, cookie, Duration.ofMillis(300));
            assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("frozen");
        }
    }

    @Test
    void frozenNodeIsUnreachableInTheHandshakeAndUnknownInACall() throws Exception {
        ErlangNodes.GameNode frozen = nodes.startNode("frozen_1", HOST);
        try (ErlangNode node = ErlangNode.connect(address("frozen_1"), cookie, TIMEOUT)) {
            frozen.process().signal(Signal.STOP);
            NodeFailure failure = refused(address("frozen_1"), cookie, Duration.ofMillis(500));
            assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("frozen");
            NodeFailure call = catchThrowableOfType(
                    NodeFailure.class, () -> node.call("erlang", "node", List.of(), Duration.ofMillis(300)));
            assertThat(call.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void writeThatAFrozenNodeBlocksEndsInTime() throws Exception {
        ErlangNodes.GameNode frozen = nodes.startNode("frozen_2", HOST);
        try (ErlangNode node = ErlangNode.connect(address("frozen_2"), cookie, TIMEOUT)) {
            frozen.process().signal(Signal.STOP);
            ErlangTerm large = ErlangTerm.binary(new byte[40_000_000]);
            NodeFailure failure = catchThrowableOfType(
                    NodeFailure.class, () -> node.call("erlang", "byte_size", List.of(large), Duration.ofMillis(500)));
            assertThat(failure.code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
            assertThat(node.isOpen()).isFalse();
        }
    }

    @Test
    void fixedPortNeedsNoEpmdAndSocketsComeFromTheDialer() throws Exception {
        int port = FreePorts.one();
        nodes.startNode("fixed_1", HOST, "-erl_epmd_port", Integer.toString(port));
        List<String> dialed = new CopyOnWriteArrayList<>();
        NodeDialer tunnel = (host, to, timeout) -> {
            dialed.add(host + ":" + to);
            return NodeDialer.tcp().dial(HOST, to, timeout); // as a tunnel does: another address, the same node
        };
        NodeAddress address =
                NodeAddress.of("game-host.invalid", "fixed_1@" + HOST).withFixedPort(port);
        try (ErlangNode node = ErlangNode.connect(address, cookie, TIMEOUT, tunnel)) {
            assertThat(node.call("erlang", "node", List.of(), TIMEOUT)).isEqualTo(atom("fixed_1@" + HOST));
        }
        assertThat(dialed).containsExactly("game-host.invalid:" + port);
    }

    private static NodeFailure refused(NodeAddress address, Cookie with, Duration timeout) {
        return catchThrowableOfType(NodeFailure.class, () -> ErlangNode.connect(address, with, timeout)
                .close());
    }

    private static NodeAddress address(String name) {
        return NodeAddress.of(HOST, name).withEpmdPort(nodes.epmdPort());
    }

    private static ErlangTerm atom(String text) {
        return ErlangTerm.atom(text);
    }

    private static ErlangTerm integer(long value) {
        return ErlangTerm.integer(value);
    }
}
