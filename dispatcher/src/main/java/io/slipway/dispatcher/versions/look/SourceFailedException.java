package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.VersionTrouble;

/** A source cannot be read. The next look may succeed. */
public final class SourceFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient VersionTrouble trouble;

    public SourceFailedException(VersionTrouble trouble) {
        super(trouble.code() + " " + trouble.detail());
        this.trouble = trouble;
    }

    public VersionTrouble trouble() {
        return trouble;
    }
}
