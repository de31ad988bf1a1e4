package io.slipway.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Resolves live links all the time, as a starting game server does once, and looks whether the tree behind one is whole: its first
 * and its last file say the same version.
 */
final class TreeSampler implements AutoCloseable {
    private static final long BETWEEN_PASSES_NS = 1_000_000;

    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final Thread thread;
    private volatile boolean over;

    TreeSampler(List<Path> lives) {
        thread = new Thread(() -> run(lives), "tree-sampler");
        thread.setDaemon(true);
        thread.start();
    }

    long samples() {
        return samples.get();
    }

    /** Trees whose files were not all of one version. */
    long mixed() {
        return mixed.get();
    }

    /** Live links that led nowhere, once they had led somewhere. */
    long unreadable() {
        return unreadable.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<Path> lives) {
        while (!over) {
            for (Path live : lives) {
                try {
                    if (Files.isSymbolicLink(live)) {
                        sample(live.toRealPath());
                    }
                } catch (IOException e) {
                    unreadable.incrementAndGet();
                }
            }
            LockSupport.parkNanos(BETWEEN_PASSES_NS); // the rest of the machine is for what is being watched
        }
    }

    private void sample(Path tree) throws IOException {
        try {
            String first = Files.readString(tree.resolve("version.txt"));
            String last = Files.readString(tree.resolve("zz/build.txt"));
            samples.incrementAndGet();
            if (!first.equals(last)) {
                mixed.incrementAndGet();
            }
        } catch (NoSuchFileException e) {
            unreadable.incrementAndGet();
        }
    }
}
