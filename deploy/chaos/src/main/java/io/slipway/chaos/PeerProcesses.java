package io.slipway.chaos;

import io.slipway.embedded.EmbeddedStore;
import io.slipway.standalone.EmbeddedZooKeeper;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** The document store or ZooKeeper in a process of its own, so that it can be killed. */
public final class PeerProcesses {
    private static final int CACHE_MIB = 64;
    /** The longest session is twenty of them. */
    private static final int QUICK_TICK_MILLIS = 100;

    private static final int CLIENTS = 200;

    private PeerProcesses() {}

    /** @param arguments {@code store}, {@code zookeeper} or {@code zookeeper-quick} (sessions of at most 2 s), DIRECTORY, PORT;
     *     runs until it is killed */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        int port = Integer.parseInt(arguments[2]);
        AutoCloseable peer =
                switch (arguments[0]) {
                    case "store" -> EmbeddedStore.onDisk(directory, port, CACHE_MIB);
                    case "zookeeper" -> EmbeddedZooKeeper.onDisk(directory, port);
                    default -> quickZooKeeper(directory, port);
                };
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(peer)));
        System.out.println("ready");
        Thread.currentThread().join();
    }

    /** A leader that was killed is missed within two seconds, whatever length of sessions it asked for. */
    private static AutoCloseable quickZooKeeper(Path directory, int port) throws Exception {
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress("127.0.0.1", port), CLIENTS);
        connections.startup(new ZooKeeperServer(directory.toFile(), directory.toFile(), QUICK_TICK_MILLIS));
        return connections::shutdown;
    }

    private static void close(AutoCloseable peer) {
        try {
            peer.close();
        } catch (Exception e) {
            System.out.println("closed with " + e);
        }
    }
}
