package io.slipway.worker.shell;

/**
 * How a program ended.
 *
 * @param end whether it ended by itself
 * @param exitCode its exit code, meaningful where it ended by itself
 * @param stdout the last 64 KiB of standard output not taken by a line listener
 * @param stderr the last 16 KiB of standard error
 */
public record ShellResult(End end, int exitCode, String stdout, String stderr) {
    /** Who ended the program. */
    public enum End {
        EXITED,
        /** Stopped by us at its limit. */
        TIMED_OUT,
        /** Stopped by us because the job was cancelled. */
        CANCELLED,
        /** Could not be started; stderr says why. */
        NOT_STARTED
    }

    public boolean ok() {
        return end == End.EXITED && exitCode == 0;
    }
}
