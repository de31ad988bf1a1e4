package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ChildProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One process of the installation: it can be killed, frozen, and started again with the same arguments. */
final class Part {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int TRIES = 10;

    private final String name;
    private final Path directory;
    private final String ready;
    private final ClassArchive archive;
    private final History faults;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable ChildProcess process;
    private final CountDownLatch up = new CountDownLatch(1);
    private volatile Launch launch;
    private volatile int starts;

    /**
     * Not started yet.
     *
     * @param ready text that it prints when it is of use
     * @param archive of classes, which all parts share
     */
    Part(String name, Path directory, Launch launch, String ready, ClassArchive archive, History faults) {
        this.name = name;
        this.directory = directory;
        this.launch = launch;
        this.ready = ready;
        this.archive = archive;
        this.faults = faults;
    }

    String name() {
        return name;
    }

    /** Held by whoever breaks this part, until it is whole again. */
    ReentrantLock turn() {
        return turn;
    }

    /** Returns when it is of use. A start that fails, because what it needs is away, is repeated as an init system would. */
    void start() {
        for (int tried = 1; ; tried++) {
            try {
                startOnce();
                up.countDown();
                return;
            } catch (IllegalStateException e) {
                faults.write("fault", "start_failed", "what", name, "why", firstLine(e));
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether it has been of use since the installation began. */
    boolean wasUp() {
        return up.getCount() == 0;
    }

    /** Waits until somebody has started it for the first time. */
    void awaitUp() throws InterruptedException {
        up.await();
    }

    String classPath() {
        return launch.classPath();
    }

    /** Class path of its next starts; this build's own until then. */
    void use(String classPath) {
        launch = launch.withClassPath(classPath);
    }

    /** Ends it in order, as before an upgrade. */
    void stop() {
        ChildProcess running = process;
        if (running != null) {
            running.stop();
        }
    }

    void kill() {
        ChildProcess running = process;
        if (running != null) {
            running.kill9();
        }
    }

    void signal(Signal signal) {
        ChildProcess running = process;
        if (running != null) {
            running.signal(signal);
        }
    }

    /** Which of its processes this is, counted from 1. */
    int generation() {
        return starts;
    }

    /**
     * Starts that process anew when it has ended by itself; where it does not in that time, it is killed. Does nothing where somebody else
     * has started it anew since.
     */
    void restart(int generation, Duration limit) {
        turn.lock();
        try {
            if (starts == generation) {
                awaitEnd(limit);
                start();
            }
        } finally {
            turn.unlock();
        }
    }

    private void awaitEnd(Duration limit) {
        ChildProcess running = process;
        try {
            if (running != null) {
                running.awaitExit(limit);
            }
        } catch (IllegalStateException e) {
            faults.write("fault", "did_not_end", "what", name);
        }
    }

    /** Whether it ended though nobody killed it; only true while {@link #turn} is free. */
    boolean diedAlone() {
        ChildProcess running = process;
        return running != null && !running.isAlive();
    }

    private void startOnce() {
        starts++; // by who holds its turn, or alone before the first case
        Path own = directory.resolve(name + "-" + starts);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess started = archive.on(launch).in(own);
        process = started;
        started.awaitReady(name, START, () -> started.output().contains(ready));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
