package io.slipway.chaos;

import io.slipway.chaos.points.Point;
import io.slipway.chaos.points.Point.Action;
import io.slipway.chaos.points.Point.Side;
import io.slipway.chaos.points.Points;
import java.util.ArrayList;
import java.util.List;

/** One point and what is done there. */
record CrashCase(Point point, Action action) {
    /**
     * Cases that come one after the other, in an area of their own; those that end or freeze the same process are in one lane, all
     * lanes run beside each other.
     */
    enum Lane {
        /** Ends dispatchers. */
        HALTS(0),
        /** Has dispatchers stand still. */
        FREEZES(1),
        /** Has methods of dispatchers fail. */
        DISPATCHERS_1(2),
        DISPATCHERS_2(3),
        /** Breaks file-pull and file-push. */
        FILES(4),
        /** Breaks ops managers, its own alone. */
        OPS_1(5),
        OPS_2(6),
        OPS_3(7);

        private final int number;

        Lane(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /** The area whose hosts it uses. */
        String area() {
            return "a" + number;
        }
    }

    /** Point, a minus, action. */
    String id() {
        return point.name() + "-" + action;
    }

    Lane lane() {
        int number = Points.ALL.indexOf(point);
        return switch (point.side()) {
            case DISPATCHER ->
                switch (action) {
                    case HALT -> Lane.HALTS;
                    case FREEZE -> Lane.FREEZES;
                    case IO_ERROR, DONE_THEN_TIMEOUT -> number % 2 == 0 ? Lane.DISPATCHERS_1 : Lane.DISPATCHERS_2;
                };
            case PULL, PUSH -> Lane.FILES;
            case OPS ->
                switch ((number + action.ordinal()) % 3) { // each has its share of every action
                    case 0 -> Lane.OPS_1;
                    case 1 -> Lane.OPS_2;
                    default -> Lane.OPS_3;
                };
        };
    }

    /** Whether the process ends by it: so does one that drains, whatever goes wrong meanwhile. */
    boolean ends() {
        return action == Action.HALT || point.name().equals("K29");
    }

    boolean in(Side side) {
        return point.side() == side;
    }

    /** All of them, by action, then in the order of the points. */
    static List<CrashCase> all() {
        List<CrashCase> all = new ArrayList<>();
        for (Action action : Action.values()) {
            Points.ALL.forEach(point -> all.add(new CrashCase(point, action)));
        }
        return List.copyOf(all);
    }
}
