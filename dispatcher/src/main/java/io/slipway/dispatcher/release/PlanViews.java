package io.slipway.dispatcher.release;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.ReleasePlan;
import org.springframework.stereotype.Component;

/** Shows plans as they stand now. */
@Component
public class PlanViews {
    private final PlanStanding standing;

    PlanViews(PlanStanding standing) {
        this.standing = standing;
    }

    public PlanView of(ReleasePlan plan, Language language) {
        return PlanView.of(plan, standing.of(plan), language);
    }
}
