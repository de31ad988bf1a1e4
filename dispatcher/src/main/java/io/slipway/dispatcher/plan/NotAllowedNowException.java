package io.slipway.dispatcher.plan;

/** The action does not fit the state the job is in; the message says why. */
public final class NotAllowedNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAllowedNowException(String message) {
        super(message);
    }
}
