package io.slipway.chaos;

import io.slipway.chaos.CrashCase.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * An area with one host and an ops manager of its own, in which one case comes after the other; all lanes run beside each other. Which
 * kinds of cases a lane takes, those it is there for first: a lane that has none left of these stands in for others. At most two cases
 * at once end or freeze a dispatcher, perhaps the same one; one breaks a file worker.
 */
enum Lane {
    HALTS(Kind.HALT, Kind.FREEZE, Kind.OPS),
    FREEZES(Kind.FREEZE, Kind.HALT, Kind.OPS),
    OPS_1(Kind.OPS, Kind.ERROR),
    OPS_2(Kind.OPS, Kind.ERROR),
    OPS_3(Kind.OPS, Kind.ERROR),
    FILES(Kind.FILES, Kind.OPS, Kind.ERROR),
    ERRORS_1(Kind.ERROR, Kind.OPS),
    ERRORS_2(Kind.ERROR, Kind.OPS);

    private final List<Kind> kinds;

    Lane(Kind... kinds) {
        this.kinds = List.of(kinds);
    }

    /** In the order in which it takes them. */
    List<Kind> kinds() {
        return kinds;
    }

    /** The area whose host it uses. */
    String area() {
        return "a" + ordinal();
    }

    String opsManager() {
        return "ops-" + area();
    }

    boolean endsOrFreezesDispatchers() {
        return kinds.contains(Kind.HALT) || kinds.contains(Kind.FREEZE);
    }

    /** The first that is there for such cases. */
    static Lane of(Kind kind) {
        return Arrays.stream(values())
                .filter(lane -> lane.kinds.get(0) == kind)
                .findFirst()
                .orElseThrow();
    }
}
