package io.slipway.cli.command;

import io.slipway.cli.remote.Documents;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one look of {@code slipway doctor} found.
 *
 * @param check what was looked at, the same word in every language
 * @param detail what is there, in the language asked for
 * @param fix what to do, empty where nothing is to be done
 */
record Finding(String check, Result result, String detail, String fix) {
    /** How it is. */
    enum Result {
        OK,
        /** Works, and somebody should look at it. */
        WARNING,
        /** Does not work. */
        BROKEN,
        /** Could not be looked at, such as with a token that may not see it. */
        NOT_SEEN;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ObjectNode json() {
        return Documents.object()
                .put("check", check)
                .put("result", result.wire())
                .put("detail", detail)
                .put("fix", fix);
    }
}
