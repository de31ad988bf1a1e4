package io.slipway.cli.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns of text. Where the terminal is too narrow the free columns are cut first, widest first; a row is always one line.
 */
public final class Table {
    private static final int GAP = 2;
    private static final int FREE_LEAST = 8;
    private static final int FIXED_LEAST = 4;

    private final List<Span> heads = new ArrayList<>();
    private final List<Boolean> fixed = new ArrayList<>();
    private final List<List<Span>> rows = new ArrayList<>();

    /** A column that is cut only when nothing else is left to cut: ids, states. */
    public Table fixed(String head) {
        return column(head, true);
    }

    /** A column that may be cut. */
    public Table free(String head) {
        return column(head, false);
    }

    private Table column(String head, boolean isFixed) {
        heads.add(new Span(Colour.BOLD, head));
        fixed.add(isFixed);
        return this;
    }

    /** As many cells as columns. */
    public Table row(Span... cells) {
        rows.add(List.of(cells));
        return this;
    }

    public Table row(String... cells) {
        return row(Arrays.stream(cells).map(Span::of).toArray(Span[]::new));
    }

    /** @param width of the terminal, or a very large number */
    public List<String> lines(Paint paint, int width) {
        int[] widths = fitted(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths, paint, width));
        rows.forEach(row -> lines.add(line(row, widths, paint, width)));
        return lines;
    }

    public void print(PrintStream out, Paint paint, int width) {
        lines(paint, width).forEach(out::println);
    }

    private static String line(List<Span> cells, int[] widths, Paint paint, int width) {
        Line line = new Line();
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            String text = last
                    ? Columns.cut(cells.get(i).text(), widths[i])
                    : Columns.fit(cells.get(i).text(), widths[i]) + " ".repeat(GAP);
            line.add(cells.get(i).colour(), text);
        }
        return line.render(paint, width);
    }

    private int[] fitted(int width) {
        int[] widths = IntStream.range(0, heads.size()).map(this::widest).toArray();
        int room = width - GAP * (heads.size() - 1);
        while (IntStream.of(widths).sum() > room) {
            int victim = victim(widths, false, FREE_LEAST);
            if (victim < 0) {
                victim = victim(widths, true, FIXED_LEAST);
            }
            if (victim < 0) {
                break; // the line as a whole is cut then
            }
            widths[victim]--;
        }
        return widths;
    }

    private int victim(int[] widths, boolean isFixed, int least) {
        return IntStream.range(0, widths.length)
                .filter(i -> fixed.get(i) == isFixed && widths[i] > least)
                .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                .orElse(-1);
    }

    private int widest(int column) {
        return Math.max(
                Columns.width(heads.get(column).text()),
                rows.stream()
                        .mapToInt(row -> Columns.width(row.get(column).text()))
                        .max()
                        .orElse(0));
    }
}
