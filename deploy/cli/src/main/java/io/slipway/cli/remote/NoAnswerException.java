package io.slipway.cli.remote;

/** There was no answer. */
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean maybeDone;

    /** @param maybeDone whether the request may have reached the dispatcher and changed something */
    NoAnswerException(String message, boolean maybeDone) {
        super(message);
        this.maybeDone = maybeDone;
    }

    public boolean maybeDone() {
        return maybeDone;
    }
}
