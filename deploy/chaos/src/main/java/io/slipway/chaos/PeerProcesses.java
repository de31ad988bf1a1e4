package io.slipway.chaos;

import io.slipway.embedded.EmbeddedStore;
import io.slipway.standalone.EmbeddedZooKeeper;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document store or ZooKeeper in a process of its own, so that it can be killed. */
public final class PeerProcesses {
    private static final int CACHE_MIB = 64;

    private PeerProcesses() {}

    /** @param arguments {@code store DIRECTORY PORT} or {@code zookeeper DIRECTORY PORT}; runs until it is killed */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        int port = Integer.parseInt(arguments[2]);
        AutoCloseable peer = arguments[0].equals("store")
                ? EmbeddedStore.onDisk(directory, port, CACHE_MIB)
                : EmbeddedZooKeeper.onDisk(directory, port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(peer)));
        System.out.println("ready");
        Thread.currentThread().join();
    }

    private static void close(AutoCloseable peer) {
        try {
            peer.close();
        } catch (Exception e) {
            System.out.println("closed with " + e);
        }
    }
}
