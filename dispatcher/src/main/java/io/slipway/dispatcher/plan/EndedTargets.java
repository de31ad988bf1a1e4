package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import java.util.List;

/**
 * Writes down what follows from targets as they end. They may be told again, by every dispatcher, and where a crash comes between
 * not at all: what has to be whole once the job is over follows from an {@link EndedJobListener} as well.
 */
public interface EndedTargets {
    /** @param targets of any step of the job, as the store has them */
    void ended(JobHead job, List<Target> targets);
}
