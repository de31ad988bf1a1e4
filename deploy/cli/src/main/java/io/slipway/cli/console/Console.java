package io.slipway.cli.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The three streams and what is known of them. Data goes to {@code out}, talk to {@code err}.
 *
 * @param asks whether questions can be asked: in is a terminal
 * @param outTerminal whether out is one
 * @param errTerminal whether err is one
 * @param size of the terminal, asked each time because it changes
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean asks,
        boolean outTerminal,
        boolean errTerminal,
        Supplier<Size> size) {

    /** Width for a table: the terminal's, or none where the output is read by a program. */
    public int tableWidth() {
        return outTerminal ? size.get().columns() : Integer.MAX_VALUE;
    }

    /** Whether a terminal understands cursor movements. */
    public boolean draws(Map<String, String> environment) {
        return errTerminal && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
