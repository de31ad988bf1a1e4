package io.slipway.job;

/** An event was applied to a state that does not allow it: a fault of the caller, never of a late message. */
public final class IllegalTransitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(String machine, String from, String event) {
        super(machine + ": " + event + " is not allowed in " + from);
    }
}
