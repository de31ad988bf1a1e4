package io.slipway.dispatcher.logs;

import java.util.regex.Pattern;

/** Takes out of a log what a terminal would obey: colours, cursor movements, titles, and other control characters. */
final class LogColours {
    private static final Pattern SEQUENCE = Pattern.compile(
            "\u001B(?:\\[[0-?]*[ -/]*[@-~]" + "|\\][^\u0007\u001B\n]*(?:\u0007|\u001B\\\\)?" + "|[@-Z\\\\-_])");
    private static final Pattern END_OF_LINE = Pattern.compile("\r\n?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    private LogColours() {}

    static String without(String text) {
        String plain = SEQUENCE.matcher(text).replaceAll("");
        return CONTROL.matcher(END_OF_LINE.matcher(plain).replaceAll("\n")).replaceAll("");
    }

    /** @param keep leaves the text as it is */
    static String of(String text, boolean keep) {
        return keep ? text : without(text);
    }
}
