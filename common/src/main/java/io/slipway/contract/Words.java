package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * A sentence for people in both languages; who shows it picks one.
 *
 * @param zh Chinese; this and the other are cut after {@value #MAX_CHARS} characters, since what programs say may be long
 * @param en English
 */
public record Words(String zh, String en) {
    static final int MAX_CHARS = 600;

    public Words {
        zh = bounded(zh);
        en = bounded(en);
    }

    /** The same in both, for commands and names. */
    public static Words same(String text) {
        return new Words(text, text);
    }

    /** This, then that. */
    public Words then(Words more) {
        return new Words(zh + more.zh, en + more.en);
    }

    @SuppressWarnings("NullAway") // a null out of a message is refused by name after reading
    private static String bounded(@Nullable String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }
}
