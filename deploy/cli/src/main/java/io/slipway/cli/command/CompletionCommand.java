package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway completion bash}: a script that makes bash complete commands and options. */
@Command(name = "completion")
final class CompletionCommand extends Action {
    @Parameters(paramLabel = "bash", descriptionKey = "bash")
    Shell shell = Shell.bash;

    @Spec
    @Nullable
    CommandSpec spec;

    CompletionCommand(Session session) {
        super(session);
    }

    /** Shells there is a script for. */
    enum Shell {
        bash
    }

    @Override
    ExitCode perform() {
        if (spec != null) {
            session.console()
                    .out()
                    .println(AutoComplete.bash("slipway", spec.root().commandLine()));
        }
        return ExitCode.OK;
    }
}
