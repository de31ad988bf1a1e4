package io.slipway.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
@Command
class Group implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    /** Named without one of those below it. */
    @Override
    public void run() {
        if (spec != null) {
            throw new MissingParameterException(spec.commandLine(), spec.args(), spec.qualifiedName() + " COMMAND");
        }
    }
}
