package io.slipway.dispatcher.rescue;

import java.io.IOException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which dispatcher does the periodic work. It saves work only: every write is a compare-and-set, so two that believe they
 * lead do no harm. Without ZooKeeper there is one dispatcher, and it leads.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final String LATCH = "/slipway/dispatcher/leader";

    private final @Nullable CuratorFramework zooKeeper;
    private final @Nullable LeaderLatch latch;

    /** @param connect ZooKeeper connect string, empty for a single dispatcher */
    public Leadership(String connect) throws Exception {
        this(connect, ZooKeeperTls.none());
    }

    /** @param connect ZooKeeper connect string, empty for a single dispatcher */
    public Leadership(String connect, ZooKeeperTls tls) throws Exception {
        if (connect.isEmpty()) {
            zooKeeper = null;
            latch = null;
            return;
        }
        zooKeeper = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .sessionTimeoutMs(10_000)
                .connectionTimeoutMs(5_000)
                .retryPolicy(new ExponentialBackoffRetry(200, 10))
                .zkClientConfig(tls.clientSettings())
                .build();
        latch = new LeaderLatch(zooKeeper, LATCH);
        zooKeeper.getConnectionStateListenable().addListener((client, state) -> {
            if (state == ConnectionState.SUSPENDED || state == ConnectionState.LOST) {
                log.info("ZooKeeper {}: not leading until it is back", state);
            }
        });
        zooKeeper.start();
        latch.start();
    }

    /** False as soon as the connection to ZooKeeper is in doubt. */
    public boolean leads() {
        return latch == null || latch.hasLeadership();
    }

    /** Whether it can be told who leads: always where there is nothing to elect. */
    public boolean usable() {
        return zooKeeper == null || zooKeeper.getZookeeperClient().isConnected();
    }

    @Override
    public void close() throws IOException {
        if (latch != null) {
            latch.close();
        }
        if (zooKeeper != null) {
            zooKeeper.close();
        }
    }
}
