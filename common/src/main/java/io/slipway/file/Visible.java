package io.slipway.file;

/** Names in messages. */
public final class Visible {
    private Visible() {}

    /** The text with every character that could hide, forge a line or reorder its neighbours as a {@code \\u} escape. */
    public static String text(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            text.append(hidden ? "\\u%04x".formatted(point) : Character.toString(point));
        });
        return text.toString();
    }
}
