package io.slipway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.embedded.PeerStartException;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedPeersTest {
    @TempDir
    Path directory;

    @Test
    void allListenOnLoopbackAndStopListeningWhenClosed() {
        EmbeddedPeers peers = EmbeddedPeers.start(EmbeddedPeers.Settings.in(directory));
        List<Integer> ports = List.of(
                peers.broker().port(), peers.store().port(), peers.zooKeeper().port());
        assertThat(ports).doesNotContain(0).noneMatch(port -> FreePorts.isFree("127.0.0.1", port));

        peers.close();

        assertThat(ports).allMatch(port -> FreePorts.isFree("127.0.0.1", port));
    }

    @Test
    void brokerPasswordIsTheSameAfterARestart() throws Exception {
        String before;
        try (EmbeddedPeers peers = EmbeddedPeers.start(EmbeddedPeers.Settings.in(directory))) {
            before = peers.broker().credentials().password();
        }
        try (EmbeddedPeers peers = EmbeddedPeers.start(EmbeddedPeers.Settings.in(directory))) {
            assertThat(peers.broker().credentials().password()).isEqualTo(before);
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(peers.broker().amqpUri());
            try (Connection connection = factory.newConnection()) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    @Test
    void whenOneCannotStartTheOthersAndTheLockAreReleased() throws IOException {
        int brokerPort = FreePorts.one();
        int zooKeeperPort = FreePorts.one();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedPeers.Settings settings =
                    new EmbeddedPeers.Settings(directory, brokerPort, other.getLocalPort(), zooKeeperPort, 16);

            assertThatThrownBy(() -> EmbeddedPeers.start(settings))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining("document store cannot listen");
        }
        assertThat(FreePorts.isFree("127.0.0.1", brokerPort)).isTrue();
        assertThat(FreePorts.isFree("127.0.0.1", zooKeeperPort)).isTrue();
        EmbeddedPeers.start(new EmbeddedPeers.Settings(directory, brokerPort, 0, zooKeeperPort, 16))
                .close();
    }

    @Test
    void secondProcessOnTheSameDirectoryIsRefused() {
        EmbeddedPeers.Settings settings = EmbeddedPeers.Settings.in(directory.resolve("data"));
        try (ChildProcess first = PeersProcess.start(directory, settings)) {
            assertThatThrownBy(() -> EmbeddedPeers.start(settings))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining(settings.directory().toString())
                    .hasMessageContaining("pid " + first.pid());
        }
    }
}
