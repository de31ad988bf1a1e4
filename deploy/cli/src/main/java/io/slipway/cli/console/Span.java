package io.slipway.cli.console;

/**
 * A piece of a line.
 *
 * @param text clean
 */
public record Span(Colour colour, String text) {
    public Span {
        text = Columns.clean(text);
    }

    public static Span of(String text) {
        return new Span(Colour.PLAIN, text);
    }
}
