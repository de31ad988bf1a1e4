package io.slipway.dispatcher.rescue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.Certificates;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import io.slipway.peers.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The election of a production system, against a real ZooKeeper that speaks TLS alone. */
@Tag("slow")
@Timeout(120)
class ZooKeeperTlsTest {
    private static final int PORT = FreePorts.one();

    @TempDir
    static Path directory;

    private static Certificates ours;
    private static Certificates others;
    private static ChildProcess server;

    @BeforeAll
    static void startServer() throws Exception {
        ours = Certificates.in(directory.resolve("ours"), "localhost").client("dispatcher");
        others = Certificates.in(directory.resolve("others"), "localhost").client("dispatcher");
        server = ForkedJvm.start(
                directory,
                SecureZooKeeper.class,
                Files.createDirectories(directory.resolve("data")).toString(),
                String.valueOf(PORT),
                ours.both(Certificates.SERVER).toString(),
                ours.ca().toString());
        server.awaitReady("up", Duration.ofSeconds(60), () -> server.output().contains(SecureZooKeeper.READY));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aDispatcherWithOurCertificateIsElected() throws Exception {
        try (Leadership leadership =
                new Leadership("localhost:" + PORT, new ZooKeeperTls(ours.ca(), ours.both("dispatcher")))) {
            await().atMost(Duration.ofSeconds(30)).until(leadership::leads);
        }
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of("clear text", ZooKeeperTls.none()),
                Arguments.of("no certificate", new ZooKeeperTls(ours.ca(), null)),
                Arguments.of("a certificate of another CA", new ZooKeeperTls(ours.ca(), others.both("dispatcher"))),
                Arguments.of(
                        "the server is of a CA that is not ours",
                        new ZooKeeperTls(others.ca(), ours.both("dispatcher"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void nobodyIsElectedWith(String why, ZooKeeperTls tls) throws Exception {
        try (Leadership leadership = new Leadership("localhost:" + PORT, tls)) {
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).until(() -> !leadership.leads());
        }
    }

    @Test
    void aCertificateWithoutACaIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new ZooKeeperTls(null, ours.both("dispatcher")))
                .hasMessageContaining("slipway.rescue.zookeeper-tls.trust");
    }
}
