package io.slipway.rsync;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.shell.ShellResult;

/**
 * Why an rsync run did not succeed: its exit code says little, so the text beside it is read as well. The cases are those
 * seen with rsync 3.5.0 as daemon, client, and over ssh.
 *
 * <p>A push that was cut off in the middle (12, 30) is UNREACHABLE and not "unknown": pushing the same files again is safe
 * and its check afterwards tells what arrived.
 *
 * @param worthAnotherTry whether the same command may well succeed a little later
 */
public record RsyncExit(FailureCode code, boolean worthAnotherTry) {
    /** @param result of a run that is not {@link ShellResult#ok()} */
    public static RsyncExit of(ShellResult result) {
        return switch (result.end()) {
            case EXITED -> of(result.exitCode(), result.stderr());
            case TIMED_OUT -> finalOne(FailureCode.TIMED_OUT);
            case CANCELLED -> finalOne(FailureCode.CANCELLED);
            case NOT_STARTED -> finalOne(FailureCode.CONFIG);
        };
    }

    /** @param exitCode other than 0 */
    public static RsyncExit of(int exitCode, String stderr) {
        if (stderr.contains("No space left on device") || stderr.contains("Disk quota exceeded")) {
            return finalOne(FailureCode.DISK_FULL);
        }
        return switch (exitCode) {
            case 1, 2, 3, 4, 25, 126, 127 -> finalOne(FailureCode.CONFIG);
            case 5 -> refusedAtStart(stderr);
            case 10, 30, 35 -> passing(FailureCode.UNREACHABLE);
            case 12 -> cutOff(stderr);
            case 23 -> sourceMissing(stderr) ? finalOne(FailureCode.SOURCE_CHANGED) : refused();
            case 24 -> finalOne(FailureCode.SOURCE_CHANGED);
            case 255 -> sshRefused(stderr) ? finalOne(FailureCode.AUTH) : passing(FailureCode.UNREACHABLE);
            case 13, 14, 19, 20, 21, 22, 137, 143 -> passing(FailureCode.INTERNAL_ERROR);
            default -> refused();
        };
    }

    /** @param what completes "... ended with code", for example {@code push to 10.0.0.7} */
    public Failure failure(String what, ShellResult result) {
        String end =
                switch (result.end()) {
                    case EXITED -> " ended with code " + result.exitCode();
                    case TIMED_OUT -> " took too long and was stopped";
                    case CANCELLED -> " was stopped by a cancel";
                    case NOT_STARTED -> " could not start rsync";
                };
        String reason = telling(result.stderr());
        return new Failure(code, what + end + (reason.isEmpty() ? "" : ": " + reason), result.stderr());
    }

    /** The daemon's own word where there is one, else the first line: what follows are consequences. */
    private static String telling(String stderr) {
        return stderr.lines()
                .filter(line -> line.startsWith("@ERROR"))
                .findFirst()
                .or(() -> stderr.lines().filter(line -> !line.isBlank()).findFirst())
                .orElse("");
    }

    /** Also what rsync says where it notices the end of ssh before the exit code of ssh. */
    private static RsyncExit cutOff(String stderr) {
        if (stderr.contains("command not found")) {
            return finalOne(FailureCode.CONFIG);
        }
        return sshRefused(stderr) ? finalOne(FailureCode.AUTH) : passing(FailureCode.UNREACHABLE);
    }

    /** A forwarded port whose daemon is away takes the connection, and ends it without a word. */
    private static RsyncExit refusedAtStart(String stderr) {
        if (stderr.contains("did not see server greeting")) {
            return passing(FailureCode.UNREACHABLE);
        }
        if (stderr.contains("max connections")) {
            return passing(FailureCode.BUSY);
        }
        return finalOne(stderr.contains("auth failed") ? FailureCode.AUTH : FailureCode.CONFIG);
    }

    private static boolean sourceMissing(String stderr) {
        return stderr.contains("link_stat") && stderr.contains("No such file or directory");
    }

    private static boolean sshRefused(String stderr) {
        return stderr.contains("Permission denied") || stderr.contains("Host key verification failed");
    }

    private static RsyncExit refused() {
        return finalOne(FailureCode.REFUSED_BY_HOST);
    }

    private static RsyncExit passing(FailureCode code) {
        return new RsyncExit(code, true);
    }

    private static RsyncExit finalOne(FailureCode code) {
        return new RsyncExit(code, false);
    }
}
