package io.slipway.standalone;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;

/** The embedded peers in a JVM of their own, which tests kill. */
final class PeersProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int CACHE_MIB = 32;

    private PeersProcess() {}

    /** Starts one and returns when all three peers answer. */
    static ChildProcess start(Path directory, EmbeddedPeers.Settings settings) {
        ChildProcess process = ForkedJvm.start(
                directory,
                Main.class,
                settings.directory().toString(),
                String.valueOf(settings.brokerPort()),
                String.valueOf(settings.storePort()),
                String.valueOf(settings.zooKeeperPort()));
        process.awaitReady("ready", START, () -> process.output().contains("peers are ready"));
        return process;
    }

    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedPeers peers = EmbeddedPeers.start(new EmbeddedPeers.Settings(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    CACHE_MIB));
            System.out.println("peers are ready: " + peers.data().path());
            Thread.currentThread().join(); // until killed
        }
    }
}
