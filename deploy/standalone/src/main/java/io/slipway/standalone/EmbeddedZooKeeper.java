package io.slipway.standalone;

import io.slipway.embedded.LoopbackPort;
import io.slipway.embedded.PeerStartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.ContainerManager;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.RequestProcessor;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * The embedded ZooKeeper: one server on 127.0.0.1, without its admin web server.
 *
 * <p>Sessions last 4 to 40 seconds, as the client asks. Old snapshots are purged hourly, three stay.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final int TICK_MILLIS = 2000;
    private static final int MIN_SESSION_MILLIS = 4000;
    private static final int MAX_SESSION_MILLIS = 40_000;
    private static final int MAX_CLIENTS_PER_HOST = 200;
    private static final int CONTAINER_CHECK_MILLIS = 60_000;
    private static final int CONTAINERS_PER_MINUTE = 10_000;
    private static final int SNAPSHOTS_KEPT = 3;
    private static final int PURGE_HOURS = 1;

    private final ServerCnxnFactory connections;
    private final ContainerManager containers;
    private final DatadirCleanupManager cleanup;
    private final FileTxnSnapLog log;

    private EmbeddedZooKeeper(
            ServerCnxnFactory connections,
            ContainerManager containers,
            DatadirCleanupManager cleanup,
            FileTxnSnapLog log) {
        this.connections = connections;
        this.containers = containers;
        this.cleanup = cleanup;
        this.log = log;
    }

    /**
     * Starts a server that keeps its nodes in {@code directory}.
     *
     * @param directory must exist; no other server may use it (see {@link DataDirectory})
     * @param port 0 = a free one
     * @throws PeerStartException when the port is in use or the data cannot be read
     */
    public static EmbeddedZooKeeper onDisk(Path directory, int port) {
        LoopbackPort.requireFree("ZooKeeper", port);
        // KiB; the default reserves 64 MiB for each log file. Read once per JVM, hence not a constructor argument.
        System.setProperty("zookeeper.preAllocSize", "1024");
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        try {
            FileTxnSnapLog log = new FileTxnSnapLog(directory.toFile(), directory.toFile());
            Server server = new Server(log);
            connections.configure(new InetSocketAddress(LoopbackPort.HOST, port), MAX_CLIENTS_PER_HOST);
            connections.startup(server);
            return new EmbeddedZooKeeper(connections, startContainers(server), startCleanup(directory), log);
        } catch (IOException e) {
            connections.shutdown();
            throw failed(directory, port, e);
        } catch (InterruptedException e) {
            connections.shutdown();
            Thread.currentThread().interrupt();
            throw failed(directory, port, e);
        }
    }

    public String host() {
        return LoopbackPort.HOST;
    }

    /** The port it listens on, never 0. */
    public int port() {
        return connections.getLocalPort();
    }

    /** {@code 127.0.0.1:port}, as Curator and the ZooKeeper client take it. */
    public String connectString() {
        return host() + ":" + port();
    }

    /** Ends all connections and writes what is left. Sessions go on when it is started again before they time out. */
    @Override
    public void close() {
        cleanup.shutdown();
        containers.stop();
        connections.shutdown();
        try {
            log.close();
        } catch (IOException e) {
            throw new IllegalStateException("the embedded ZooKeeper's log cannot be closed", e);
        }
    }

    private static PeerStartException failed(Path directory, int port, Exception e) {
        return new PeerStartException(
                "the embedded ZooKeeper cannot start on port " + port + " with its data in " + directory + ": "
                        + e.getMessage(),
                e);
    }

    private static ContainerManager startContainers(Server server) {
        ContainerManager containers = new ContainerManager(
                server.getZKDatabase(), server.first(), CONTAINER_CHECK_MILLIS, CONTAINERS_PER_MINUTE, 0);
        containers.start();
        return containers;
    }

    private static DatadirCleanupManager startCleanup(Path directory) {
        DatadirCleanupManager cleanup =
                new DatadirCleanupManager(directory.toFile(), directory.toFile(), SNAPSHOTS_KEPT, PURGE_HOURS);
        cleanup.start();
        return cleanup;
    }

    /** Opens up the first request processor, which the container manager needs. */
    private static final class Server extends ZooKeeperServer {
        Server(FileTxnSnapLog log) throws IOException {
            super(null, log, TICK_MILLIS, MIN_SESSION_MILLIS, MAX_SESSION_MILLIS, -1, new ZKDatabase(log), "");
        }

        RequestProcessor first() {
            return firstProcessor;
        }
    }
}
