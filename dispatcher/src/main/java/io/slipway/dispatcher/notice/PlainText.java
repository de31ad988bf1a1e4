package io.slipway.dispatcher.notice;

import java.nio.charset.StandardCharsets;

/**
 * Values of others inside a notice. They come from hosts and people: none of them may break a line, name everyone of a chat or be
 * longer than a line of a chat.
 */
final class PlainText {
    private static final int MOST = 200;

    private PlainText() {}

    /** One line; chats read a tag between angle brackets, so there are none. */
    static String of(String value) {
        StringBuilder line = new StringBuilder();
        value.strip().codePoints().limit(MOST).forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> line.append(' ');
                default -> line.appendCodePoint(character == '<' ? '‹' : character == '>' ? '›' : character);
            }
        });
        return value.strip().codePointCount(0, value.strip().length()) > MOST ? line + "…" : line.toString();
    }

    /** Cut where it is longer than so many bytes of UTF-8. */
    static String cut(String text, int bytes) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > bytes) {
            int end = cut.offsetByCodePoints(cut.length(), -1);
            cut = cut.substring(0, Math.min(end, Math.max(0, bytes - 1)));
        }
        return cut.length() == text.length() ? text : cut;
    }
}
