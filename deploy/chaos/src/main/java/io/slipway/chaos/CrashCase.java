package io.slipway.chaos;

import io.slipway.chaos.points.Point;
import io.slipway.chaos.points.Point.Action;
import io.slipway.chaos.points.Points;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** One point and what is done there. */
record CrashCase(Point point, Action action) {
    /** What is broken, and so what may be broken at the same time. */
    enum Kind {
        /** Ends a dispatcher. */
        HALT,
        /** Has a dispatcher stand still. */
        FREEZE,
        /** Has a method of a dispatcher fail. */
        ERROR,
        /** Breaks file-pull or file-push, of which there is one each. */
        FILES,
        /** Breaks the ops manager of its lane, and nobody else's. */
        OPS
    }

    /** Point, a minus, action. */
    String id() {
        return point.name() + "-" + action;
    }

    Kind kind() {
        return switch (point.side()) {
            case DISPATCHER ->
                switch (action) {
                    case HALT -> Kind.HALT;
                    case FREEZE -> Kind.FREEZE;
                    case IO_ERROR, DONE_THEN_TIMEOUT -> Kind.ERROR;
                };
            case PULL, PUSH -> Kind.FILES;
            case OPS -> Kind.OPS;
        };
    }

    /** Whether the process ends by it: so does one that drains, whatever goes wrong meanwhile. */
    boolean ends() {
        return action == Action.HALT || point.name().equals("K29");
    }

    /**
     * All of them: first those in which a process ends or stands still, which take longest; and the last points, which take longest of
     * these, neither at the beginning, when all processes start, nor at the end, when other lanes may be done.
     */
    static List<CrashCase> all() {
        List<Point> points = new ArrayList<>(Points.ALL);
        Collections.rotate(points, points.size() / 2);
        return Stream.of(List.of(Action.HALT, Action.FREEZE), List.of(Action.IO_ERROR, Action.DONE_THEN_TIMEOUT))
                .flatMap(actions ->
                        points.stream().flatMap(point -> actions.stream().map(action -> new CrashCase(point, action))))
                .toList();
    }
}
