package io.slipway.dispatcher.store;

import io.slipway.job.StepEvent;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a job.
 *
 * @param targets ids of its targets: what they are called is known at accept, so nothing ever has to search for them
 */
public record JobStep(
        StepKind kind,
        StepState state,
        List<String> targets,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** The same step after an event; the table decides where it leads. */
    public JobStep after(StepEvent event, Instant now) {
        StepState next = Transitions.STEP.require(state, event);
        return new JobStep(
                kind, next, targets, next == StepState.RUNNING ? now : startedAt, next.terminal() ? now : null);
    }
}
