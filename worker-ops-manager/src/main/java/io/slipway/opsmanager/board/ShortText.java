package io.slipway.opsmanager.board;

/** Texts of a host, made fit for a message: one line, bounded. */
final class ShortText {
    private static final int MOST = 300;

    private ShortText() {}

    static String of(String text) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), MOST));
        for (int i = 0; i < text.length() && kept.length() < MOST; i++) {
            char c = text.charAt(i);
            kept.append(Character.isISOControl(c) ? ' ' : c);
        }
        return kept.toString();
    }
}
