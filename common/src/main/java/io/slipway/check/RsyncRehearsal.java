package io.slipway.check;

import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncCommand;
import io.slipway.rsync.RsyncDestination;
import io.slipway.rsync.RsyncExit;
import io.slipway.rsync.RsyncOptions;
import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.time.Duration;

/** Pushes nothing, with everything else as in a push: the one way to know that a push would be let in. */
public final class RsyncRehearsal {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ShellRunner runner;
    private final Duration connect;

    /** @param connect longest wait for a connection, and for a byte after it */
    public RsyncRehearsal(ShellRunner runner, Duration connect) {
        this.runner = runner;
        this.connect = connect.compareTo(SHORTEST) < 0 ? SHORTEST : connect;
    }

    /** How it went. */
    public enum Verdict {
        LET_IN,
        /** Nobody listens, or not to us. */
        UNREACHABLE,
        /** No free slot at the daemon now. */
        BUSY,
        /** User, password, key or host key. */
        LOGIN_REFUSED,
        NO_SUCH_MODULE,
        /** The module's own directory is not there. */
        NO_DIRECTORY,
        READ_ONLY,
        /** There is no rsync on this side. */
        NO_PROGRAM,
        /** Whatever else; the text says it. */
        OTHER
    }

    /** @param text what rsync said, empty where it was let in */
    public record Outcome(Verdict verdict, String text) {}

    /** @param limit for the whole run */
    public Outcome run(RsyncDestination destination, Duration limit) throws InterruptedException {
        RsyncOptions options = RsyncOptions.DEFAULT.withLimits(connect, connect);
        ShellResult result = runner.run(RsyncCommand.rehearsal(destination, options), limit, new Cancellation());
        if (result.ok()) {
            return new Outcome(Verdict.LET_IN, "");
        }
        return new Outcome(
                verdict(result), RsyncExit.of(result).failure("rsync", result).message());
    }

    private static Verdict verdict(ShellResult result) {
        String said = result.stderr();
        if (result.end() == ShellResult.End.NOT_STARTED) {
            return Verdict.NO_PROGRAM;
        }
        if (result.end() == ShellResult.End.TIMED_OUT) {
            return Verdict.UNREACHABLE;
        }
        if (said.contains("Unknown module")) {
            return Verdict.NO_SUCH_MODULE;
        }
        if (said.contains("chdir failed") || said.contains("chroot failed")) {
            return Verdict.NO_DIRECTORY;
        }
        if (said.contains("read only")) {
            return Verdict.READ_ONLY;
        }
        FailureCode code = RsyncExit.of(result).code();
        return switch (code) {
            case AUTH -> Verdict.LOGIN_REFUSED;
            case UNREACHABLE -> Verdict.UNREACHABLE;
            case BUSY -> Verdict.BUSY;
            default -> Verdict.OTHER;
        };
    }
}
