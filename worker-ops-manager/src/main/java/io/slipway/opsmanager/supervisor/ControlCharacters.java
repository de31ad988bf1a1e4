package io.slipway.opsmanager.supervisor;

/**
 * supervisord puts log text into XML as it is, with bytes no XML may hold (colours begin with 0x1b). They are replaced
 * before the parser sees them, by characters that Unicode promises to no text (U+FDD0 to U+FDEF), and put back afterwards,
 * so that a text is exactly as long as its part of the log. So are carriage returns, which a parser would change.
 */
final class ControlCharacters {
    private static final int FIRST = 0xFDD0;
    private static final int PRINTABLE = 0x20;
    private static final byte LEAD = (byte) 0xEF;
    private static final byte MIDDLE = (byte) 0xB7;
    private static final int LAST = 0x90;
    private static final int EXTRA = 2;

    private ControlCharacters() {}

    /** The same bytes, with three in place of each that XML refuses. */
    static byte[] hide(byte[] body) {
        int found = 0;
        for (byte b : body) {
            if (refused(b)) {
                found++;
            }
        }
        if (found == 0) {
            return body;
        }
        byte[] hidden = new byte[body.length + EXTRA * found];
        int at = 0;
        for (byte b : body) {
            if (refused(b)) {
                hidden[at++] = LEAD;
                hidden[at++] = MIDDLE;
                hidden[at++] = (byte) (LAST + b);
            } else {
                hidden[at++] = b;
            }
        }
        return hidden;
    }

    /** What {@link #hide} replaced, back again. */
    static String reveal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (hidden(text.charAt(i))) {
                StringBuilder revealed = new StringBuilder(text);
                for (int j = i; j < text.length(); j++) {
                    char c = text.charAt(j);
                    if (hidden(c)) {
                        revealed.setCharAt(j, (char) (c - FIRST));
                    }
                }
                return revealed.toString();
            }
        }
        return text;
    }

    private static boolean refused(byte b) {
        return b >= 0 && b < PRINTABLE && b != '\t' && b != '\n';
    }

    private static boolean hidden(char c) {
        return c >= FIRST && c < FIRST + PRINTABLE;
    }
}
