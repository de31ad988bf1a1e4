package io.slipway.dispatcher.versions.look;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a search looks at. */
public final class SearchText {
    private SearchText() {}

    /** Key, author, message and paths, a line each, in lower case. */
    public static String of(String key, @Nullable String author, @Nullable String message, List<String> paths) {
        StringBuilder text = new StringBuilder(key);
        append(text, author);
        append(text, message);
        paths.forEach(path -> append(text, path));
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder text, @Nullable String part) {
        if (part != null && !part.isEmpty()) {
            text.append('\n').append(part);
        }
    }
}
