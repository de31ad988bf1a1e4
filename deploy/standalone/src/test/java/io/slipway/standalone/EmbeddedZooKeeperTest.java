package io.slipway.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.embedded.PeerStartException;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedZooKeeperTest {
    @TempDir
    Path directory;

    @Test
    void nodesSurviveARestart() throws Exception {
        int port = FreePorts.one();
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.onDisk(directory, port);
                CuratorFramework client = connect(zooKeeper)) {
            client.create().creatingParentsIfNeeded().forPath("/slipway/项目", "ssss".getBytes(StandardCharsets.UTF_8));
        }

        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.onDisk(directory, port);
                CuratorFramework client = connect(zooKeeper)) {
            assertThat(client.getData().forPath("/slipway/项目")).asString().isEqualTo("ssss");
        }
    }

    @Test
    void leadershipPassesToTheNextClient() throws Exception {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.onDisk(directory, 0);
                CuratorFramework one = connect(zooKeeper);
                CuratorFramework two = connect(zooKeeper);
                LeaderLatch second = new LeaderLatch(two, "/leader")) {
            LeaderLatch first = new LeaderLatch(one, "/leader");
            first.start();
            assertThat(first.await(10, SECONDS)).isTrue();
            second.start();
            assertThat(second.hasLeadership()).isFalse();

            first.close();

            assertThat(second.await(10, SECONDS)).isTrue();
        }
    }

    @Test
    void portInUseIsAClearFailure() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedZooKeeper.onDisk(directory, other.getLocalPort()))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining("ZooKeeper cannot listen on 127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void dataThatCannotBeReadAreAClearFailure() throws IOException {
        Files.createFile(directory.resolve("version-2"));

        assertThatThrownBy(() -> EmbeddedZooKeeper.onDisk(directory, 0))
                .isInstanceOf(PeerStartException.class)
                .hasMessageContaining("ZooKeeper cannot start")
                .hasMessageContaining(directory.toString());
    }

    private static CuratorFramework connect(EmbeddedZooKeeper zooKeeper) {
        CuratorFramework client =
                CuratorFrameworkFactory.newClient(zooKeeper.connectString(), 10_000, 5_000, new RetryOneTime(100));
        client.start();
        return client;
    }
}
