package io.slipway.rsync;

import io.slipway.contract.Progress;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One push: send, then compare both sides byte by byte in a second run. The checksums rsync prints while it sends are the
 * sender's own; only the second run has the other side read its disk.
 */
public final class RsyncPush {
    /** How many differing files a message names. */
    private static final int NAMED = 5;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ShellRunner runner;
    private final Patience patience;
    private final String what;
    private final OrderContext context;

    /**
     * @param runLimit longest run of one rsync
     * @param tries how often a run is tried while the daemon is busy or out of reach, at least 1
     * @param pause before the second try, doubled before each further one
     */
    public record Patience(Duration runLimit, int tries, Duration pause) {}

    /** @param what names the push in messages, for example {@code push to 10.0.0.7} */
    public RsyncPush(ShellRunner runner, Patience patience, String what, OrderContext context) {
        this.runner = runner;
        this.patience = patience;
        this.what = what;
        this.context = context;
    }

    /**
     * Sends and compares. Both runs change nothing when repeated, so a run that was cut off is tried again and, where that
     * does not help, reported as what cut it off: the next attempt may simply push again.
     *
     * @param bytes size of what is sent, for the progress
     * @throws OrderEndedException where the files did not arrive, or arrived otherwise
     */
    public void run(RsyncCommand command, long bytes) throws InterruptedException {
        ShellCommand push = command.push();
        ShellCommand verify = command.verify();
        untilDone(() -> runner.run(push, patience.runLimit(), context.cancellation(), line -> show(line, bytes)));
        String differences = untilDone(() -> runner.run(verify, patience.runLimit(), context.cancellation()))
                .stdout();
        if (!differences.isBlank()) {
            String named = String.join("; ", differences.lines().limit(NAMED).toList());
            throw OrderEndedException.failed(new Failure(
                    FailureCode.DIGEST_MISMATCH, what + " did not arrive as it was sent: " + named, differences));
        }
    }

    private void show(String line, long bytes) {
        RsyncProgress.parse(line).ifPresent(now -> context.progress(new Progress("push", now.bytes(), bytes, "bytes")));
    }

    private ShellResult untilDone(Run run) throws InterruptedException {
        Duration pause = patience.pause();
        for (int tried = 1; ; tried++) {
            ShellResult result = run.once();
            if (result.ok()) {
                return result;
            }
            context.cancellation().check();
            RsyncExit exit = RsyncExit.of(result);
            if (!exit.worthAnotherTry() || tried >= patience.tries()) {
                throw OrderEndedException.failed(exit.failure(what, result));
            }
            rest(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** Waits, but not past a cancel. */
    private void rest(Duration pause) throws InterruptedException {
        long start = System.nanoTime();
        for (long left = pause.toNanos(); left > 0; left = pause.toNanos() - (System.nanoTime() - start)) {
            context.cancellation().check();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_NANOS));
        }
    }

    private interface Run {
        ShellResult once() throws InterruptedException;
    }
}
