package io.slipway.cli.console;

import org.jline.utils.WCWidth;

/** Texts in character cells: a Chinese character takes two. */
public final class Columns {
    /** Stands for what was cut off. One cell in every terminal, which the usual three dots are not: East Asian ones draw them wide. */
    static final String CUT = "⋯";

    private Columns() {}

    /** Without control characters, which could move the cursor or colour what follows: texts come from hosts. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(isControl(point) ? ' ' : point));
        return clean.toString();
    }

    /** Number of cells of a clean text. */
    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /** At most {@code cells} wide; a mark at the end says that something is missing. */
    public static String cut(String text, int cells) {
        if (width(text) <= cells) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int point = text.codePointAt(i);
            if (used + width(point) > cells - 1) {
                break;
            }
            used += width(point);
            kept.appendCodePoint(point);
        }
        return cells > 0 ? kept + CUT : "";
    }

    /** Exactly {@code cells} wide. */
    public static String fit(String text, int cells) {
        String cut = cut(text, cells);
        return cut + " ".repeat(Math.max(0, cells - width(cut)));
    }

    private static int width(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isBidi(point);
    }

    /** Marks that turn the direction of what follows. */
    private static boolean isBidi(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }
}
