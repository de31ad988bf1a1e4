package io.slipway.cli.console;

import java.util.ArrayList;
import java.util.List;

/** A line of coloured pieces that never gets wider than its terminal. */
public final class Line {
    private final List<Span> spans = new ArrayList<>();

    public Line add(Colour colour, String text) {
        spans.add(new Span(colour, text));
        return this;
    }

    public Line add(String text) {
        return add(Colour.PLAIN, text);
    }

    public Line add(Span span) {
        spans.add(span);
        return this;
    }

    public int width() {
        return spans.stream().mapToInt(span -> Columns.width(span.text())).sum();
    }

    /** @param cells width of the terminal */
    public String render(Paint paint, int cells) {
        StringBuilder line = new StringBuilder();
        int left = cells;
        boolean tooWide = width() > cells;
        for (Span span : spans) {
            int width = Columns.width(span.text());
            if (tooWide && width >= left) {
                String kept = Columns.cut(span.text() + Columns.CUT, left);
                return line.append(paint.on(span.colour(), kept)).toString();
            }
            line.append(paint.on(span.colour(), span.text()));
            left -= width;
        }
        return line.toString().stripTrailing();
    }
}
