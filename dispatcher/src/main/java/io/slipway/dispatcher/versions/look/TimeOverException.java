package io.slipway.dispatcher.versions.look;

/** The time of a look is over. */
public final class TimeOverException extends Exception {
    private static final long serialVersionUID = 1L;

    public TimeOverException() {
        super("the time of the look is over");
    }

    public static void check(Deadline deadline) throws TimeOverException {
        if (deadline.over()) {
            throw new TimeOverException();
        }
    }
}
