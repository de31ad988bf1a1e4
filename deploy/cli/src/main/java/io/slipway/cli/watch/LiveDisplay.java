package io.slipway.cli.watch;

import io.slipway.cli.console.Line;
import io.slipway.cli.console.Paint;
import io.slipway.cli.console.Size;
import io.slipway.cli.language.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Paints the picture over itself, on a terminal. What was last painted stays when it ends. */
final class LiveDisplay implements Display {
    private static final String HIDE_CURSOR_NO_WRAP = "\u001b[?25l\u001b[?7l";
    private static final String SHOW_CURSOR_WRAP = "\u001b[?7h\u001b[?25h";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final long CLOCK_STEP = Duration.ofSeconds(1).toNanos();

    private final PrintStream terminal;
    private final Paint paint;
    private final Supplier<Size> size;
    private final Supplier<Instant> now;
    private final Frame frame;
    private int painted;
    private long paintedAt;
    private boolean closed;

    LiveDisplay(PrintStream terminal, Paint paint, Supplier<Size> size, Supplier<Instant> now, Texts texts) {
        this.terminal = terminal;
        this.paint = paint;
        this.size = size;
        this.now = now;
        this.frame = new Frame(texts);
    }

    @Override
    public synchronized void show(JobPicture picture, boolean changed) {
        long nanos = System.nanoTime();
        if (closed || (!changed && painted > 0 && nanos - paintedAt < CLOCK_STEP)) {
            return;
        }
        paintedAt = nanos;
        Size cells = size.get();
        List<Line> lines = frame.lines(picture, cells, now.get());
        StringBuilder picturePainted = new StringBuilder(HIDE_CURSOR_NO_WRAP);
        if (painted > 0) {
            picturePainted
                    .append("\u001b[")
                    .append(Math.min(painted, cells.rows() - 1))
                    .append("A\r");
        }
        for (Line line : lines) {
            picturePainted
                    .append(line.render(paint, cells.columns()))
                    .append(CLEAR_LINE)
                    .append('\n');
        }
        terminal.print(picturePainted.append(CLEAR_BELOW));
        terminal.flush();
        painted = lines.size();
    }

    /** Safe to call from a shutdown hook while the picture is painted. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            terminal.print(SHOW_CURSOR_WRAP);
            terminal.flush();
        }
    }
}
