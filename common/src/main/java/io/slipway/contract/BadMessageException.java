package io.slipway.contract;

/** A message that no retry can make readable; it goes to the dead letters once. */
public final class BadMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadMessageException(String message) {
        super(message);
    }
}
