package io.slipway.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether, and how long, a job is watched. */
final class WatchOptions {
    @Option(names = {"-w", "--watch"})
    boolean watch;

    @Option(names = "--timeout", paramLabel = "TIME")
    @Nullable
    Duration timeout;
}
