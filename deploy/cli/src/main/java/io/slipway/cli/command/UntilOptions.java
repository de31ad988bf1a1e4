package io.slipway.cli.command;

import io.slipway.cli.watch.Watch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What ends watching before the job does. */
final class UntilOptions {
    @Option(names = "--timeout", paramLabel = "TIME")
    @Nullable
    Duration timeout;

    @Option(names = "--no-wait")
    boolean noWait;

    Watch.Endurance endurance() {
        return new Watch.Endurance(timeout, !noWait);
    }
}
