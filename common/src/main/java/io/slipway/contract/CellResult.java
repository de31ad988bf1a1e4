package io.slipway.contract;

import java.util.Locale;

/** What one cell of a preflight's grid says. */
public enum CellResult {
    /** As it should be. */
    GO,
    /** A job would fail here. */
    NO_GO,
    /** Nobody could look, or not in time. */
    UNKNOWN,
    /** There is nothing to look at here. */
    NOT_APPLICABLE;

    /** As in the HTTP API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it stands in the way of a go, and so needs a fix. */
    public boolean stops() {
        return this == NO_GO || this == UNKNOWN;
    }
}
