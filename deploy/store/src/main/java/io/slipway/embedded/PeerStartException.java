package io.slipway.embedded;

/** An embedded peer cannot start. The message is one sentence for the operator: what, where, and what to do. */
public class PeerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PeerStartException(String message) {
        super(message);
    }

    public PeerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
