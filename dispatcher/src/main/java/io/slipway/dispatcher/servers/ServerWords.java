package io.slipway.dispatcher.servers;

import io.slipway.name.SafeName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the texts of a game server may be. */
final class ServerWords {
    private static final int MAX_TITLE = 64;
    private static final int MAX_PATH_BYTES = 255;
    private static final Pattern URL_PATH = Pattern.compile("/[A-Za-z0-9/_.~%?&=+-]{0,199}");

    private ServerWords() {}

    /** Null where it is absent or empty. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** For people: Chinese or not, one line without hidden characters, at most 64. */
    static boolean title(String text) {
        return text.length() <= MAX_TITLE
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE);
    }

    /** A safe name, or two with a colon between: the group of a supervisor and its program. */
    static boolean process(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? SafeName.allowed(text)
                : SafeName.allowed(text.substring(0, colon)) && SafeName.allowed(text.substring(colon + 1));
    }

    /** An absolute path without {@code ..}, with or without a slash at its end. */
    static boolean path(String text) {
        if (!text.startsWith("/")
                || text.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES
                || text.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        Path path = Path.of(text);
        return path.equals(path.normalize());
    }

    static boolean urlPath(String text) {
        return URL_PATH.matcher(text).matches();
    }

    /** What is left of a process to name a game server with. */
    static String program(String process) {
        return process.substring(process.indexOf(':') + 1);
    }
}
