package io.slipway.dispatcher.installed;

import java.util.Locale;

/** How a game server stands to the version it should have. */
enum InstallationState {
    /** It has it; also where no version is asked for. */
    CURRENT,
    /** It has another. */
    BEHIND,
    /** It has it, and a comparison found other files than those of the record. */
    DRIFTED,
    /** No release of ours has reached it, or nobody saw how the last one ended. */
    UNKNOWN;

    /** As in the HTTP API. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
