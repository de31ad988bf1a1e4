package io.slipway.worker.shell;

import java.util.List;
import java.util.Map;

/**
 * A command as a value: program and arguments as a list, never a shell line.
 *
 * @param argv program and arguments
 * @param environment added to a clean environment of PATH, HOME and LC_ALL=C.UTF-8
 * @param stdin text for the program's standard input, empty for none
 */
public record ShellCommand(List<String> argv, Map<String, String> environment, String stdin) {
    public ShellCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static ShellCommand of(List<String> argv) {
        return new ShellCommand(argv, Map.of(), "");
    }

    public ShellCommand withStdin(String text) {
        return new ShellCommand(argv, environment, text);
    }
}
