package io.slipway.amqp;

/** The broker did not take the message, or nobody knows whether it did: publish it again. */
public final class NotConfirmedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    public NotConfirmedException(String message) {
        this(message, false);
    }

    private NotConfirmedException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** The broker itself said no: no queue takes the message, or the queue is full. */
    static NotConfirmedException refused(String message) {
        return new NotConfirmedException(message, true);
    }

    /** Whether the broker said no; false where the connection broke and nobody knows. */
    public boolean isRefused() {
        return refused;
    }
}
