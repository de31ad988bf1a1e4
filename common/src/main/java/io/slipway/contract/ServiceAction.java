package io.slipway.contract;

import java.util.Locale;

/** What is done to the process of a game server (requirement S2-10). */
public enum ServiceAction {
    START,
    STOP,
    RESTART;

    /** As in the HTTP API: {@code start}, {@code stop}, {@code restart}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
