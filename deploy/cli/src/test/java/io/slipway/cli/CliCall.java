package io.slipway.cli;

import io.slipway.cli.command.Program;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Size;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Patience;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of the program inside this JVM, with everything it prints. */
public final class CliCall {
    /** How a call ended. */
    public record Result(ExitCode exit, String out, String err) {}

    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            List.of(Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ofSeconds(20),
            Duration.ofMillis(40));

    private final Map<String, String> environment = new HashMap<>(Map.of("SLIPWAY_LANG", "en"));
    private String input = "";
    private boolean terminal;
    private Size size = Size.USUAL;
    private Patience patience = SHORT;

    /** At a dispatcher, with a token, in English. */
    public static CliCall at(URI url) {
        return new CliCall().with("SLIPWAY_URL", url.toString()).with("SLIPWAY_TOKEN", "slw_test");
    }

    /** Without any setting but the language. */
    public static CliCall bare() {
        return new CliCall();
    }

    public CliCall with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What comes in. */
    public CliCall input(String text) {
        input = text;
        return this;
    }

    /** All streams are a terminal of that size. */
    public CliCall terminal(int columns, int rows) {
        terminal = true;
        size = new Size(columns, rows);
        return this;
    }

    public CliCall patience(Patience other) {
        patience = other;
        return this;
    }

    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                terminal,
                () -> size);
        ExitCode exit = new Program(environment, console, patience, Clock.systemUTC()).run(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
