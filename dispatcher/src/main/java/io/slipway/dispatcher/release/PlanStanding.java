package io.slipway.dispatcher.release;

import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a plan can be run now. */
@Component
class PlanStanding {
    private final PlanWorld world;
    private final Clock clock;

    PlanStanding(PlanWorld world, Clock clock) {
        this.world = world;
        this.clock = clock;
    }

    /** Where a plan stands. */
    enum State {
        OPEN,
        USED,
        EXPIRED,
        VOID
    }

    /** @param because what has changed; empty unless VOID */
    record Standing(State state, List<Remark> because) {}

    Standing of(ReleasePlan plan) {
        return plan.usedBy() != null ? new Standing(State.USED, List.of()) : unused(plan);
    }

    /** The same as if nobody had run it. */
    Standing unused(ReleasePlan plan) {
        if (!clock.instant().isBefore(plan.expiresAt())) {
            return new Standing(State.EXPIRED, List.of());
        }
        List<Remark> because = world.changes(plan);
        return new Standing(because.isEmpty() ? State.OPEN : State.VOID, because);
    }
}
