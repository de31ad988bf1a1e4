package io.slipway.bench;

import io.slipway.embedded.EmbeddedStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stand-in for MongoDB in a process of its own, so that its CPU can be left out of the count. */
public final class StoreProcess {
    private static final int CACHE_MIB = 64;

    private StoreProcess() {}

    /** @param arguments {@code memory PORT} or {@code h2 PORT DIRECTORY}; runs until it is killed */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        EmbeddedStore store = arguments[0].equals("memory")
                ? EmbeddedStore.inMemory(port)
                : EmbeddedStore.onDisk(Files.createDirectories(Path.of(arguments[2])), port, CACHE_MIB);
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        System.out.println("ready " + store.connectionString());
        Thread.currentThread().join();
    }
}
