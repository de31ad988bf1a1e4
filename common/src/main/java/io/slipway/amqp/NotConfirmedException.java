package io.slipway.amqp;

/** The broker did not take the message, or nobody knows whether it did: publish it again. */
public final class NotConfirmedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotConfirmedException(String message) {
        super(message);
    }
}
