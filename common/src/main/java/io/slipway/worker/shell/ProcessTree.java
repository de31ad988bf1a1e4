package io.slipway.worker.shell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program and everything it started, to be ended together. */
final class ProcessTree {
    /** Time between SIGTERM and SIGKILL, in seconds. Some clients ignore SIGTERM while they wait for the network. */
    static final int GRACE = 3;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ProcessHandle program;
    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(Process process) {
        this.program = process.toHandle();
        refresh();
    }

    /**
     * SIGTERM, then after the grace time SIGKILL to what is left. Interrupts do not cut it short: a program that outlives
     * its order would work against the next one.
     *
     * @param meanwhile run every few milliseconds, keeps the pipes from filling up
     */
    void stop(Runnable meanwhile) {
        boolean interrupted = false;
        long start = System.nanoTime();
        members.forEach(ProcessHandle::destroy);
        while (anyAlive() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(GRACE)) {
            refresh();
            meanwhile.run();
            LockSupport.parkNanos(this, LOOK_NANOS);
            interrupted |= Thread.interrupted();
        }
        kill();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGKILL to all of them; returns when they are gone. */
    void kill() {
        refresh();
        members.forEach(ProcessHandle::destroyForcibly);
        long start = System.nanoTime();
        boolean interrupted = false;
        while (anyAlive() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(GRACE)) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A child of a program that ended belongs to init, so every member is remembered from the first sight on. */
    private void refresh() {
        members.add(program);
        for (ProcessHandle member : List.copyOf(members)) {
            member.descendants().forEach(members::add);
        }
    }

    private boolean anyAlive() {
        return members.stream().anyMatch(ProcessHandle::isAlive);
    }
}
