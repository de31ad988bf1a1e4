package io.slipway.cli.console;

/** Of a terminal, in character cells. */
public record Size(int columns, int rows) {
    /** Where nothing is known. */
    public static final Size USUAL = new Size(80, 24);

    /** @param text rows and columns as {@code stty size} prints them; anything else is the usual size */
    public static Size parse(String text) {
        String[] parts = text.strip().split(" ");
        try {
            Size size = new Size(Integer.parseInt(parts[parts.length - 1]), Integer.parseInt(parts[0]));
            return size.columns > 0 && size.rows > 0 ? size : USUAL;
        } catch (NumberFormatException notANumber) {
            return USUAL;
        }
    }
}
