package io.slipway.dispatcher.plan;

/** The job id is taken by a request with another body. */
public final class IdempotencyMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IdempotencyMismatchException(String jobId) {
        super(jobId + " was accepted before with another body");
    }
}
