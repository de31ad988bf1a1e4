package io.slipway.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Now, or later; and past maintenance where there is a reason. */
final class WhenOptions {
    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "at")
    @Nullable
    String at;

    @Option(names = "--in", paramLabel = "TIME", descriptionKey = "in")
    @Nullable
    Duration in;

    @Option(names = "--zone", paramLabel = "ZONE", descriptionKey = "zone")
    @Nullable
    String zone;

    @Option(names = "--if-missed", paramLabel = "skip|run", descriptionKey = "if-missed")
    @Nullable
    Missed ifMissed;

    @Option(names = "--override", paramLabel = "REASON", descriptionKey = "override")
    @Nullable
    String override;

    /** What becomes of a start that was missed. */
    enum Missed {
        skip,
        run
    }

    boolean later() {
        return at != null || in != null;
    }
}
