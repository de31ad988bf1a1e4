package io.slipway.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The embedded document store: mongo-java-server, the MongoDB wire protocol over H2's MVStore, on 127.0.0.1.
 *
 * <p>On disk, a write is answered after it was forced to the file, so it survives a kill: about 650 single writes a second
 * for one client, 1,400 for four (two cores, local disk).
 *
 * <p>It asks for no password: every user of this machine can reach it. It has no transactions, ignores non-unique and
 * TTL indexes, and applies a partial unique index to every document.
 */
public final class EmbeddedStore implements AutoCloseable {
    /** For MVStore's housekeeping only; every write is committed before its answer. */
    private static final int COMMIT_DELAY_MILLIS = 20;

    /**
     * How long dead pages stay. The default of 45 s guards stores that are never forced to disk; with one small commit per
     * write it made a file of 240 MiB in 12 s, which stays that large.
     */
    private static final int RETENTION_MILLIS = 1000;

    private static final String FILE = "documents.mv";

    private final MongoServer server;
    private final Runnable before;

    private EmbeddedStore(MongoServer server, Runnable before) {
        this.server = server;
        this.before = before;
    }

    /**
     * Starts a store that keeps its documents in one file below {@code directory}.
     *
     * @param directory must exist; no other store may use it
     * @param port 0 = a free one
     * @param cacheMiB memory for pages; scans of data larger than this are ten times slower
     * @throws PeerStartException when the port is in use or the file cannot be opened
     */
    public static EmbeddedStore onDisk(Path directory, int port, int cacheMiB) {
        LoopbackPort.requireFree("document store", port);
        Path file = directory.resolve(FILE).toAbsolutePath();
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(cacheMiB)
                    .open();
            store.setAutoCommitDelay(COMMIT_DELAY_MILLIS);
            store.setRetentionTime(RETENTION_MILLIS);
            return bind(new CommittingBackend(store), port, StoreCopies.of(store, directory.toAbsolutePath())::close);
        } catch (MVStoreException e) {
            throw new PeerStartException("the embedded document store cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /** Starts a store whose documents are gone when it is closed. */
    public static EmbeddedStore inMemory(int port) {
        LoopbackPort.requireFree("document store", port);
        return bind(new DocumentBackend(MVStore.open(null)), port, () -> {});
    }

    public String host() {
        return LoopbackPort.HOST;
    }

    /** The port it listens on, never 0. */
    public int port() {
        return server.getLocalAddress().getPort();
    }

    /** {@code mongodb://127.0.0.1:port}, without a database. */
    public String connectionString() {
        return "mongodb://" + host() + ":" + port();
    }

    /** Ends all connections, writes what is left and closes the file. */
    @Override
    public void close() {
        before.run();
        server.shutdownNow();
    }

    /** @param before what has to end before the store does */
    private static EmbeddedStore bind(MongoBackend backend, int port, Runnable before) {
        MongoServer server = new MongoServer(backend);
        try {
            server.bind(LoopbackPort.HOST, port);
            return new EmbeddedStore(server, before);
        } catch (RuntimeException e) {
            before.run();
            server.shutdownNow();
            throw new PeerStartException(
                    "the embedded document store cannot listen on " + LoopbackPort.HOST + ":" + port, e);
        }
    }
}
