package io.slipway.cli.console;

import java.util.function.Supplier;
import org.jline.nativ.CLibrary;
import org.jline.nativ.CLibrary.WinSize;

/**
 * The terminal's size, asked each time, because it changes while something is watched. It is asked of the system and not by way of
 * a JLine terminal, which would send questions to the terminal whose answers end up on the user's next command line.
 */
public final class TerminalSize implements Supplier<Size> {
    private static final int STANDARD_ERROR = 2;

    private final Supplier<Size> otherwise;
    private boolean askable = true;

    /** @param otherwise where the system cannot be asked: the native library does not load, or there is no terminal */
    public TerminalSize(Supplier<Size> otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public Size get() {
        if (askable) {
            try {
                WinSize answer = new WinSize();
                if (CLibrary.ioctl(STANDARD_ERROR, CLibrary.TIOCGWINSZ, answer) == 0
                        && answer.ws_col > 0
                        && answer.ws_row > 0) {
                    return new Size(answer.ws_col, answer.ws_row);
                }
            } catch (RuntimeException | LinkageError noNativeLibrary) {
                askable = false;
            }
        }
        return otherwise.get();
    }
}
