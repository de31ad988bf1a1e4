package io.slipway.worker;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;

/** Ends an order from deep inside a handler, with the outcome to report. */
public final class OrderEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    private OrderEndedException(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    public static OrderEndedException failed(FailureCode code, String message) {
        return failed(Failure.of(code, message));
    }

    public static OrderEndedException failed(Failure failure) {
        return new OrderEndedException(Outcome.failed(failure), failure.message());
    }

    public static OrderEndedException unknown(Failure failure) {
        return new OrderEndedException(Outcome.unknown(failure), failure.message());
    }

    public static OrderEndedException stopped() {
        return new OrderEndedException(Outcome.stopped(), "stopped by a cancel");
    }

    public Outcome outcome() {
        return outcome;
    }
}
