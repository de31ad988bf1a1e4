package io.slipway.chaos;

import io.slipway.embedded.EmbeddedStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document store in a process of its own, so that it can be killed. */
public final class StoreProcess {
    private static final int CACHE_MIB = 64;

    private StoreProcess() {}

    /** @param arguments DIRECTORY, PORT; runs until it is killed */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        EmbeddedStore store = EmbeddedStore.onDisk(directory, Integer.parseInt(arguments[1]), CACHE_MIB);
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
