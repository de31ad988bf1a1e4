package io.slipway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.slipway.embedded.PeerStartException;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerTest {
    private static final Credentials CREDENTIALS = new Credentials("slipway", "S3cret-for_tests");

    @TempDir
    Path directory;

    @Test
    void queuesBindingsAndMessagesSurviveARestart() throws Exception {
        int port = FreePorts.one();
        try (EmbeddedBroker broker = EmbeddedBroker.onDisk(directory, port, CREDENTIALS);
                Connection connection = connect(broker.amqpUri());
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("slipway.orders", "topic", true);
            channel.queueDeclare("file_push8", true, false, false, null);
            channel.queueBind("file_push8", "slipway.orders", "file-push.ssss.*");
            channel.confirmSelect();
            publish(channel, "before");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.onDisk(directory, port, CREDENTIALS);
                Connection connection = connect(broker.amqpUri());
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel, "after");

            assertThat(channel.basicGet("file_push8", true).getBody())
                    .asString()
                    .isEqualTo("before");
            assertThat(channel.basicGet("file_push8", true).getBody())
                    .asString()
                    .isEqualTo("after");
        }
    }

    @Test
    void portInUseIsAClearFailure() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.onDisk(directory, other.getLocalPort(), CREDENTIALS))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining("broker cannot listen on 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("configure another one");
        }
    }

    @Test
    void dataThatCannotBeReadAreAClearFailure() throws IOException {
        Files.createFile(directory.resolve("messages"));

        assertThatThrownBy(() -> EmbeddedBroker.onDisk(directory, 0, CREDENTIALS))
                .isInstanceOf(PeerStartException.class)
                .hasMessageContaining("broker cannot start")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void wrongPasswordAndGuestAreRefused() {
        try (EmbeddedBroker broker = EmbeddedBroker.inMemory(0, CREDENTIALS)) {
            String address = "@127.0.0.1:" + broker.port();

            assertThatThrownBy(() -> connect("amqp://slipway:wrong" + address))
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
            assertThatThrownBy(() -> connect("amqp://guest:guest" + address))
                    .isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void passwordIsNowhereOnDiskNorInTexts() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.onDisk(directory, 0, CREDENTIALS);
                Stream<Path> files = Files.walk(directory)) {
            List<Path> holders = files.filter(Files::isRegularFile)
                    .filter(EmbeddedBrokerTest::holdsThePassword)
                    .toList();

            assertThat(holders).isEmpty();
            assertThat(broker.credentials().toString()).doesNotContain(CREDENTIALS.password());
        }
    }

    @Test
    void credentialsThatNeedEscapingAreRefused() {
        assertThatThrownBy(() -> new Credentials("slipway", "a\"b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean holdsThePassword(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CREDENTIALS.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(Channel channel, String body) throws Exception {
        channel.basicPublish(
                "slipway.orders",
                "file-push.ssss.大陆",
                MessageProperties.PERSISTENT_BASIC,
                body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
