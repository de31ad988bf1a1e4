package io.slipway.opsmanager;

import io.slipway.contract.Progress;
import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncCommand;
import io.slipway.rsync.RsyncDestination;
import io.slipway.rsync.RsyncExit;
import io.slipway.rsync.RsyncOptions;
import io.slipway.rsync.RsyncProgress;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings the files of one order to a host's stage with one rsync. Nothing runs from there and every digest is read again
 * on the host, so neither a disk sync nor a comparison is asked of rsync.
 */
final class StageCopy {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(800));
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ShellRunner runner;
    private final Duration limit;
    private final RsyncOptions options;

    StageCopy(ShellRunner runner, OpsManagerProperties properties) {
        this.runner = runner;
        this.limit = properties.rsync();
        this.options = RsyncOptions.DEFAULT
                .withFsync(false)
                .withDelayUpdates(false)
                .withLimits(properties.connect(), properties.silence());
    }

    /**
     * Sends the files; what was cut off or found no free slot is tried twice more, a refused connection once more.
     *
     * @throws OrderEndedException where they did not arrive
     */
    void run(Path snapshot, CheckedManifest manifest, RsyncDestination stage, String ip, OrderContext context)
            throws InterruptedException {
        ShellCommand push = command(snapshot, manifest, stage);
        for (int tried = 0; ; tried++) {
            ShellResult result = runner.run(push, limit, context.cancellation(), line -> show(line, manifest, context));
            if (result.ok()) {
                return;
            }
            context.cancellation().check();
            RsyncExit exit = RsyncExit.of(result);
            if (!exit.worthAnotherTry() || tried == triesAfter(result)) {
                throw OrderEndedException.failed(exit.failure("copy to " + ip, result));
            }
            rest(PAUSES.get(tried), context);
        }
    }

    private ShellCommand command(Path snapshot, CheckedManifest manifest, RsyncDestination stage) {
        try {
            return RsyncCommand.ofFiles(snapshot, manifest.names(), stage, options)
                    .push();
        } catch (IllegalArgumentException e) {
            throw OrderEndedException.failed(FailureCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    /** Where nothing listens, a third try would only cost time: most of a fleet may be switched off at night. */
    private static int triesAfter(ShellResult result) {
        return result.stderr().contains("Connection refused") ? 1 : PAUSES.size();
    }

    private static void show(String line, CheckedManifest manifest, OrderContext context) {
        RsyncProgress.parse(line)
                .ifPresent(now -> context.progress(new Progress("copy", now.bytes(), manifest.bytes(), "bytes")));
    }

    /** Waits, but not past a cancel. */
    private static void rest(Duration pause, OrderContext context) throws InterruptedException {
        for (Duration left = pause; left.compareTo(Duration.ZERO) > 0; left = left.minus(LOOK)) {
            context.cancellation().check();
            TimeUnit.MILLISECONDS.sleep(Math.min(left.toMillis(), LOOK.toMillis()));
        }
    }
}
