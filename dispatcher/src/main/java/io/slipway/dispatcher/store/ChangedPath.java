package io.slipway.dispatcher.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path that a revision changed. Stored as a line of text: a revision can have thousands, and each as a document of its own made
 * storing them five times as long as fetching them.
 *
 * @param action A, M, D or R
 * @param copiedFrom {@code path@revision}
 */
public record ChangedPath(
        String path, String action, @Nullable String copiedFrom) {
    private static final char FIELD = '\t';
    private static final char LINE = '\n';

    /** One line each; the path comes first, so that a search for it finds it. */
    public static String lines(List<ChangedPath> paths) {
        StringBuilder lines = new StringBuilder();
        for (ChangedPath path : paths) {
            append(lines, path.path());
            lines.append(FIELD).append(path.action());
            if (path.copiedFrom() != null) {
                append(lines.append(FIELD), path.copiedFrom());
            }
            lines.append(LINE);
        }
        return lines.toString();
    }

    /** Subversion allows no control characters in paths; what has some all the same must not break the lines. */
    private static void append(StringBuilder lines, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lines.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
    }

    static List<ChangedPath> read(String lines) {
        List<ChangedPath> paths = new ArrayList<>();
        lines.lines().forEach(line -> {
            int action = line.indexOf(FIELD);
            int from = line.indexOf(FIELD, action + 1);
            paths.add(new ChangedPath(
                    line.substring(0, action),
                    from < 0 ? line.substring(action + 1) : line.substring(action + 1, from),
                    from < 0 ? null : line.substring(from + 1)));
        });
        return paths;
    }
}
