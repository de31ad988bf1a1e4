package io.slipway.worker.shell;

import io.slipway.worker.Cancellation;
import java.time.Duration;
import java.util.function.Consumer;

/** Runs external programs. */
public interface ShellRunner {
    /**
     * Runs a program to its end, at most {@code limit} long; a cancel stops it and all its descendants.
     *
     * @param lines gets every line (split at CR and LF, empty ones left out) of standard output as it comes
     * @throws InterruptedException where the calling thread is interrupted; the program is stopped first
     */
    ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
            throws InterruptedException;

    /** As {@link #run(ShellCommand, Duration, Cancellation, Consumer)}, keeping standard output in the result. */
    ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation) throws InterruptedException;
}
