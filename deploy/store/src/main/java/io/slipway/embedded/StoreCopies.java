package io.slipway.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Copies the store's file while the store goes on. Whoever wants a copy makes the file {@link #WANTED} beside it; the copy is then
 * {@link #DONE}, whole and proven to open, or {@link #FAILED} says why there is none. The store is one file and every commit one
 * state of all collections, so a copy is one moment of everything.
 */
final class StoreCopies implements AutoCloseable {
    static final String WANTED = "backup.wanted";
    static final String DONE = "backup.done";
    static final String FAILED = "backup.failed";

    private static final long LOOK_MILLIS = 250;
    private static final FileAttribute<?> ONLY_ME =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final MVStore store;
    private final Path directory;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread worker = new Thread(runnable, "store-copies");
        worker.setDaemon(true);
        return worker;
    });

    private StoreCopies(MVStore store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /** @param directory of the store's file */
    static StoreCopies of(MVStore store, Path directory) {
        StoreCopies copies = new StoreCopies(store, directory);
        copies.thread.scheduleWithFixedDelay(copies::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return copies;
    }

    private void look() {
        Path wanted = directory.resolve(WANTED);
        if (!Files.exists(wanted)) {
            return;
        }
        try {
            Files.deleteIfExists(directory.resolve(DONE));
            Files.deleteIfExists(directory.resolve(FAILED));
            Files.delete(wanted);
            Files.move(copy(), directory.resolve(DONE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) { // a full disk, say: whoever waits is told, and the store goes on
            fail(e);
        }
    }

    private Path copy() throws IOException {
        Path zip = Files.createTempFile(directory, "backup", ".zip", ONLY_ME);
        Path copy = Files.createTempFile(directory, "backup", ".part", ONLY_ME);
        try {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                store.getFileStore().backup(out);
            }
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                if (in.getNextEntry() == null) {
                    throw new IOException("nothing was copied");
                }
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            prove(copy);
            return copy;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private static void prove(Path copy) throws IOException {
        try {
            new MVStore.Builder().fileName(copy.toString()).readOnly().open().close();
        } catch (MVStoreException e) {
            throw new IOException("the copy does not open: " + e.getMessage(), e);
        }
    }

    private void fail(Exception why) {
        try {
            Files.write(directory.resolve(FAILED), String.valueOf(why).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Whoever waits gives up by itself: neither of the two files appears.
        }
    }

    /** Waits for a copy that is being made. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
