package io.slipway.worker.shell;

import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult.End;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program under way, looked after by the thread that started it. */
final class RunningProgram {
    /** Pauses between two looks at the pipes: short after output or start, longer while nothing happens. */
    private static final long SHORTEST_PAUSE_MILLIS = 1;

    private static final long LONGEST_PAUSE_MILLIS = 32;

    private final Process process;
    private final Output output;
    private long pause = SHORTEST_PAUSE_MILLIS;

    RunningProgram(Process process, Output output) {
        this.process = process;
        this.output = output;
    }

    /** Waits for the end, or brings it about at the limit, at a cancel, at an interrupt, and where a listener throws. */
    ShellResult await(long start, Duration limit, Cancellation cancellation) throws InterruptedException {
        try {
            while (!endedWithinPause()) {
                if (cancellation.requested()) {
                    return stopped(End.CANCELLED);
                }
                if (System.nanoTime() - start >= limit.toNanos()) {
                    return stopped(End.TIMED_OUT);
                }
            }
        } catch (InterruptedException e) {
            new ProcessTree(process).stop(this::drain);
            throw e;
        }
        drain();
        return output.result(End.EXITED, process.exitValue());
    }

    private boolean endedWithinPause() throws InterruptedException {
        boolean ended = process.waitFor(pause, TimeUnit.MILLISECONDS);
        pause = !ended && drain() ? SHORTEST_PAUSE_MILLIS : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        return ended;
    }

    private ShellResult stopped(End end) {
        new ProcessTree(process).stop(this::drain);
        drain();
        return output.result(end, -1);
    }

    /** Takes what the pipes hold now. True where there was something. */
    private boolean drain() {
        try {
            boolean some = output.takeOut(process.getInputStream());
            return output.takeErr(process.getErrorStream()) || some;
        } catch (IOException e) {
            return false; // closed under us by the end of the program
        }
    }
}
