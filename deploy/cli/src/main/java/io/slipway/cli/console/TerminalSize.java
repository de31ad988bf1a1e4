package io.slipway.cli.console;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The terminal's size, which changes while something is watched. */
public final class TerminalSize implements Supplier<Size>, AutoCloseable {
    private final Supplier<Size> otherwise;
    private final @Nullable Terminal terminal;

    private TerminalSize(Supplier<Size> otherwise, @Nullable Terminal terminal) {
        this.otherwise = otherwise;
        this.terminal = terminal;
    }

    /** As it was at the start. */
    public static TerminalSize fixed(Supplier<Size> size) {
        return new TerminalSize(size, null);
    }

    /** Asks the terminal each time; where that needs what this machine does not have, it is as it was at the start. */
    public static TerminalSize following(Supplier<Size> start) {
        Logger.getLogger("org.jline").setLevel(Level.OFF);
        try {
            return new TerminalSize(
                    start,
                    TerminalBuilder.builder()
                            .system(true)
                            .provider("jni")
                            .dumb(false)
                            .build());
        } catch (IOException | RuntimeException | LinkageError noNativeLibrary) {
            return fixed(start);
        }
    }

    @Override
    public Size get() {
        if (terminal != null) {
            Size size = new Size(terminal.getWidth(), terminal.getHeight());
            if (size.columns() > 0 && size.rows() > 0) {
                return size;
            }
        }
        return otherwise.get();
    }

    @Override
    public void close() {
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException e) {
                // it is left as it was found: nothing was set
            }
        }
    }
}
