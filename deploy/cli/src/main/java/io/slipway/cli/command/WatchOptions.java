package io.slipway.cli.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether, and how long, a job is watched. */
final class WatchOptions {
    @Option(names = {"-w", "--watch"})
    boolean watch;

    @Mixin
    UntilOptions until = new UntilOptions();
}
