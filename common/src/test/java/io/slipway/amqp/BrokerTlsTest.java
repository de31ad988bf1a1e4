package io.slipway.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import io.slipway.peers.Certificates;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a connection to the broker of a production system, as docs/security.md sets it up, and who does not. */
@Tag("slow")
@Timeout(180)
class BrokerTlsTest {
    private static final String WORKER = "file-pull.rx1";
    private static final String HOST = "localhost";

    @TempDir
    static Path directory;

    private static Certificates ours;
    private static Certificates others;
    private static PrivateRabbit rabbit;

    @BeforeAll
    static void startBroker() {
        ours = Certificates.in(directory.resolve("ours"), HOST)
                .client(WORKER)
                .client("unknown")
                .expiredClient("expired");
        others = Certificates.in(directory.resolve("others"), HOST).client(WORKER);
        rabbit = PrivateRabbit.withTlsIn(directory.resolve("rabbit"), ours).start();
        Certificates.permissions(rabbit, "worker", WORKER, "file_pull8");
        Certificates.permissions(rabbit, "worker", "expired", "file_pull8");
    }

    @AfterAll
    static void stopBroker() {
        rabbit.close();
    }

    @Test
    void theCertificateIsTheLoginAndItsCommonNameTheUser() throws Exception {
        try (Connection connection = connect(ours.as(WORKER), HOST)) {
            assertThat(connection.isOpen()).isTrue();
            assertThat(rabbit.ctl("-q", "list_connections", "user", "auth_mechanism", "ssl_protocol"))
                    .containsPattern("file-pull\\.rx1\tEXTERNAL\ttlsv1\\.[23]");
        }
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(
                        "the broker's certificate is of a CA that is not ours", ours.as(WORKER, others.ca()), HOST),
                Arguments.of("the certificate is of another CA", others.as(WORKER, ours.ca()), HOST),
                Arguments.of("the certificate has run out", ours.as("expired"), HOST),
                Arguments.of("there is no certificate", ours.asNobody(), HOST),
                Arguments.of("the broker's certificate names another host", ours.as(WORKER), "127.0.0.1"),
                Arguments.of("the broker has no user of that name", ours.as("unknown"), HOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void noConnectionWhere(String why, SSLContext tls, String host) {
        assertThatThrownBy(() -> connect(tls, host).close()).as(why).isInstanceOf(IOException.class);
        assertThat(rabbit.ctl("-q", "list_connections", "user")).doesNotContain("rx1");
    }

    @Test
    void clearTextIsRefused() {
        ConnectionFactory clear = new ConnectionFactory();
        clear.setHost(HOST);
        clear.setPort(rabbit.port());
        clear.setUsername(rabbit.user());
        clear.setPassword(rabbit.password());

        assertThatThrownBy(() -> clear.newConnection().close()).isInstanceOf(IOException.class);
    }

    @Test
    void aPasswordIsRefusedEvenWhereItIsRight() throws Exception {
        ConnectionFactory factory = factory(ours.as(WORKER), HOST);
        factory.setSaslConfig(DefaultSaslConfig.PLAIN);
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());

        assertThatThrownBy(() -> factory.newConnection().close()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void olderTlsIsRefused(String version) {
        ChildProcess.Finished old = handshake(version);

        assertThat(old.exit()).isNotZero();
        assertThat(old.output()).containsAnyOf("protocol version", "no protocols available");
    }

    /** Otherwise the test above would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void todaysTlsIsNot(String version) {
        assertThat(handshake(version).exit()).isZero();
    }

    @Test
    void aUserThatIsDeletedIsNotLetInAgain() throws Exception {
        ours.client("short-lived");
        Certificates.permissions(rabbit, "worker", "short-lived", "file_pull8");
        connect(ours.as("short-lived"), HOST).close();

        Certificates.permissions(rabbit, "revoke", "short-lived");

        assertThatThrownBy(() -> connect(ours.as("short-lived"), HOST).close())
                .isInstanceOf(AuthenticationFailureException.class);
    }

    private static Connection connect(SSLContext tls, String host) throws Exception {
        return factory(tls, host).newConnection("tls test");
    }

    private static ConnectionFactory factory(SSLContext tls, String host) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(rabbit.port());
        factory.useSslProtocol(tls);
        factory.enableHostnameVerification();
        factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        factory.setConnectionTimeout(5000);
        return factory;
    }

    /** By openssl, since this JVM would itself refuse to speak anything older. */
    private static ChildProcess.Finished handshake(String version) {
        return ChildProcess.run(
                Duration.ofSeconds(20),
                Map.of(),
                List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        HOST + ":" + rabbit.port(),
                        version,
                        "-cipher",
                        "DEFAULT@SECLEVEL=0",
                        "-CAfile",
                        ours.ca().toString(),
                        "-cert",
                        ours.certificate(WORKER).toString(),
                        "-key",
                        ours.key(WORKER).toString()));
    }
}
