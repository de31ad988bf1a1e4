package io.slipway.chaos.points;

import java.util.List;

/**
 * A place in the product, named by a method of it.
 *
 * @param name {@code K1} to {@code K30}
 * @param what where the work stands there
 * @param side the process that it is in
 * @param type binary name of the class
 * @param arguments how many the method takes, to tell overloads apart
 * @param moment whether the place is before the method or after it
 * @param marks texts that the arguments have to hold, as they print; <code>{job}</code> is the job's id. With the arguments goes the
 *     job that the thread says it works on.
 */
public record Point(
        String name,
        String what,
        Side side,
        String type,
        String method,
        int arguments,
        Moment moment,
        Fault fault,
        List<String> marks) {
    /** Where the job stands in the marks. */
    public static final String JOB = "{job}";

    /** Which processes run the method. */
    public enum Side {
        DISPATCHER,
        PULL,
        PUSH,
        OPS
    }

    /** Of a method's run. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** What is done to the product at a point. */
    public enum Action {
        /** The process ends there, as by a kill. */
        HALT,
        /** The process stands still for more than two leases, then goes on. */
        FREEZE,
        /** The method fails and has done nothing. */
        IO_ERROR,
        /** The method does what it does, and then fails as if its answer had been lost. */
        DONE_THEN_TIMEOUT;

        /** When this has to happen at that point. */
        public Moment at(Point point) {
            return switch (this) {
                case HALT, FREEZE -> point.moment();
                case IO_ERROR -> Moment.BEFORE;
                case DONE_THEN_TIMEOUT -> Moment.AFTER;
            };
        }
    }

    /** Whether this is the method that was called. */
    boolean isAt(String calledType, String calledMethod, int calledArguments) {
        return method.equals(calledMethod) && arguments == calledArguments && type.equals(calledType);
    }
}
