package io.slipway.standalone;

import io.slipway.embedded.EmbeddedStore;
import io.slipway.embedded.LoopbackPort;
import io.slipway.embedded.PeerStartException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The three embedded peers of a standalone installation and the directory they share.
 *
 * <p>They start side by side (four seconds together in a cold JVM) and end in the order of use: first the broker, so that
 * no more work arrives, then the store, then ZooKeeper, and the directory's lock last.
 */
public final class EmbeddedPeers implements AutoCloseable {
    private static final String BROKER_USER = "slipway";

    private final DataDirectory data;
    private final EmbeddedBroker broker;
    private final EmbeddedStore store;
    private final EmbeddedZooKeeper zooKeeper;

    private EmbeddedPeers(DataDirectory data, EmbeddedBroker broker, EmbeddedStore store, EmbeddedZooKeeper zooKeeper) {
        this.data = data;
        this.broker = broker;
        this.store = store;
        this.zooKeeper = zooKeeper;
    }

    /**
     * Where the peers keep their data and listen; port 0 = a free one.
     *
     * @param storeCacheMiB the document store's page cache; larger than the data, if there is memory for it
     */
    public record Settings(Path directory, int brokerPort, int storePort, int zooKeeperPort, int storeCacheMiB) {
        private static final int DEFAULT_CACHE_MIB = 256;

        /** Free ports and a cache of 256 MiB. */
        public static Settings in(Path directory) {
            return new Settings(directory, LoopbackPort.ANY, LoopbackPort.ANY, LoopbackPort.ANY, DEFAULT_CACHE_MIB);
        }
    }

    /**
     * Starts all three; the broker's password is made at the first start and kept in the directory.
     *
     * @throws PeerStartException when one cannot start (the others are stopped again) or the directory is in use
     */
    public static EmbeddedPeers start(Settings settings) {
        DataDirectory data = DataDirectory.open(settings.directory());
        ExecutorService starters = Executors.newFixedThreadPool(3);
        try {
            return start(settings, data, starters);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        } finally {
            starters.shutdown();
        }
    }

    /** For backups and support: {@code broker}, {@code store} and {@code zookeeper} are below it. */
    public DataDirectory data() {
        return data;
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    public EmbeddedStore store() {
        return store;
    }

    public EmbeddedZooKeeper zooKeeper() {
        return zooKeeper;
    }

    @Override
    public void close() {
        closeAll(broker, store, zooKeeper, data);
    }

    private static EmbeddedPeers start(Settings settings, DataDirectory data, ExecutorService starters) {
        CompletableFuture<EmbeddedBroker> broker = supply(
                starters,
                () -> EmbeddedBroker.onDisk(
                        data.directory("broker"),
                        settings.brokerPort(),
                        new Credentials(BROKER_USER, data.secret("broker"))));
        CompletableFuture<EmbeddedStore> store = supply(
                starters,
                () -> EmbeddedStore.onDisk(data.directory("store"), settings.storePort(), settings.storeCacheMiB()));
        CompletableFuture<EmbeddedZooKeeper> zooKeeper =
                supply(starters, () -> EmbeddedZooKeeper.onDisk(data.directory("zookeeper"), settings.zooKeeperPort()));
        try {
            CompletableFuture.allOf(broker, store, zooKeeper).join(); // ends when all have started or failed
            return new EmbeddedPeers(data, broker.join(), store.join(), zooKeeper.join());
        } catch (CompletionException e) {
            RuntimeException failure = e.getCause() instanceof RuntimeException cause ? cause : e;
            closeStarted(broker, failure);
            closeStarted(store, failure);
            closeStarted(zooKeeper, failure);
            throw failure;
        }
    }

    private static <T> CompletableFuture<T> supply(ExecutorService starters, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, starters);
    }

    private static void closeStarted(CompletableFuture<? extends AutoCloseable> peer, RuntimeException failure) {
        if (peer.isCompletedExceptionally()) {
            return;
        }
        try {
            peer.join().close();
        } catch (Exception e) {
            failure.addSuppressed(e); // why the start failed matters more than how the clean-up went
        }
    }

    /** Closes each even when one before it fails, then reports the first failure. */
    private static void closeAll(AutoCloseable... inOrder) {
        IllegalStateException failure = null;
        for (AutoCloseable peer : inOrder) {
            try {
                peer.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("not all embedded peers ended in order", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
