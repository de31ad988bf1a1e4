package io.slipway.secret;

/** A text that never prints itself. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The text itself: only for the protocol that needs it, never for logs, messages or argument lists. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "<redacted>";
    }
}
