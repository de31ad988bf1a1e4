package io.slipway.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plan is run. */
final class RunOptions {
    @Option(names = "--uuid", paramLabel = "UUID", descriptionKey = "service.uuid")
    @Nullable
    String uuid;

    @Option(names = "--override", paramLabel = "REASON", descriptionKey = "override")
    @Nullable
    String override;

    @Option(names = "--dry-run", descriptionKey = "plan.dry-run")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            descriptionKey = "service.yes")
    boolean yes;

    @Mixin
    WatchOptions watch = new WatchOptions();
}
