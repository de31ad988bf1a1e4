package io.slipway.worker.shell;

import io.slipway.worker.shell.ShellResult.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Standard output of a running program for one reader. A read waits for bytes, but never longer than the program has; standard
 * error is taken meanwhile, so that the program cannot block on it.
 */
final class ProgramStream extends InputStream {
    private static final long SHORTEST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 32;
    private static final int SKIP_BYTES = 8 * 1024;

    private final Process process;
    private final Output output;
    private final long deadline;
    private long pause = SHORTEST_PAUSE_MILLIS;
    private boolean timedOut;
    private boolean interrupted;

    /** @param start on the clock of {@link System#nanoTime()} */
    ProgramStream(Process process, Output output, long start, Duration limit) {
        this.process = process;
        this.output = output;
        this.deadline = start + limit.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        InputStream out = process.getInputStream();
        while (!over()) {
            boolean ended = !process.isAlive(); // asked before looking: what it printed last is there by then
            output.takeErr(process.getErrorStream());
            int ready = Math.min(out.available(), length);
            if (ready > 0) {
                pause = SHORTEST_PAUSE_MILLIS;
                return out.read(bytes, offset, ready);
            }
            if (ended) {
                return -1;
            }
            waitAWhile();
        }
        return -1;
    }

    /** Throws away what is left. @return EXITED where the program has ended, TIMED_OUT where it has to be */
    End finish() throws IOException {
        if (interrupted) {
            throw new InterruptedIOException("the reader was interrupted");
        }
        byte[] rest = new byte[SKIP_BYTES];
        int count = 0;
        while (count >= 0) {
            count = read(rest, 0, SKIP_BYTES);
        }
        return timedOut ? End.TIMED_OUT : End.EXITED;
    }

    boolean interrupted() {
        return interrupted;
    }

    private boolean over() {
        timedOut = timedOut || System.nanoTime() - deadline >= 0;
        return timedOut;
    }

    private void waitAWhile() throws InterruptedIOException {
        try {
            process.waitFor(pause, TimeUnit.MILLISECONDS);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
            throw new InterruptedIOException("while reading what a program prints");
        }
    }
}
