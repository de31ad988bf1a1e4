package io.slipway.cli;

import io.slipway.cli.command.Program;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Size;
import io.slipway.cli.remote.Patience;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The process. The launcher tells which streams are terminals and how large, which Java 17 cannot find out by itself. */
public final class SlipwayApplication {
    private SlipwayApplication() {}

    public static void main(String[] arguments) {
        Console console = console(System.getProperty("slipway.terminals"), System.getProperty("slipway.size", ""));
        Program program = new Program(System.getenv(), console, Patience.USUAL, Clock.systemUTC());
        System.exit(program.run(arguments).number());
    }

    /** @param terminals letters of the streams that are: i, o, e; null where nobody looked */
    private static Console console(@Nullable String terminals, String size) {
        String known = terminals != null ? terminals : System.console() == null ? "" : "ioe";
        Size start = Size.parse(size);
        return new Console(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                known.contains("i"),
                known.contains("o"),
                known.contains("e"),
                () -> start);
    }

    /** UTF-8 whatever the locale: names of files and areas are Chinese. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
