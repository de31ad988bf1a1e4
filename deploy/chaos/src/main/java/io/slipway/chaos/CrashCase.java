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
        DISPATCHERS(2),
        /** Breaks file-pull and file-push. */
        FILES(3),
        /** Breaks ops managers, its own alone. */
        OPS_1(4),
        OPS_2(5);

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
        return switch (point.side()) {
            case DISPATCHER ->
                action == Action.HALT ? Lane.HALTS : action == Action.FREEZE ? Lane.FREEZES : Lane.DISPATCHERS;
            case PULL, PUSH -> Lane.FILES;
            case OPS -> Points.ALL.indexOf(point) % 2 == 0 ? Lane.OPS_1 : Lane.OPS_2;
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
