package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.TargetEvent;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends targets that no worker began, and opens ended ones for another round. */
@Component
public class TargetEnding {
    private static final Set<TargetState> NOT_BEGUN =
            EnumSet.of(TargetState.HELD, TargetState.PENDING, TargetState.QUEUED);
    private static final Set<TargetState> NOT_HANDED_OUT = EnumSet.of(TargetState.HELD, TargetState.PENDING);

    private final TargetStore targets;
    private final Clock clock;

    public TargetEnding(TargetStore targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    /** @param why the failure of the earlier step, null where the work was done before */
    void skip(Collection<String> targetIds, @Nullable Failure why) {
        Failure failure = why == null
                ? null
                : Failure.of(FailureCode.EARLIER_STEP_FAILED, why.code().wire() + ": " + why.message());
        Instant now = clock.instant();
        targets.apply(targets.find(targetIds).stream()
                .filter(target -> NOT_HANDED_OUT.contains(target.state()))
                .map(target -> TargetChange.ended(target.id(), target.attempt(), TargetEvent.SKIPPED, failure, now))
                .toList());
    }

    void cancel(Collection<String> targetIds) {
        Failure failure = Failure.of(FailureCode.CANCELLED, "cancelled before a worker began");
        Instant now = clock.instant();
        targets.apply(targets.find(targetIds).stream()
                .filter(target -> NOT_BEGUN.contains(target.state()))
                .map(target -> TargetChange.ended(target.id(), target.attempt(), TargetEvent.CANCELLED, failure, now))
                .toList());
    }

    /** Leaves out what waits for its wave. */
    void skipWave(List<TargetStore.End> held, String by) {
        Failure failure = Failure.of(FailureCode.WAVE_SKIPPED, "its wave was skipped by " + by);
        Instant now = clock.instant();
        targets.apply(held.stream()
                .map(end -> TargetChange.ended(end.id(), end.attempt(), TargetEvent.SKIPPED, failure, now))
                .toList());
    }

    /**
     * Opens what ended without success.
     *
     * @param inWaves whether it waits for its wave again
     */
    void reopen(List<String> targetIds, boolean inWaves, RetryChoice choice) {
        reopen(targetIds, inWaves, EnumSet.complementOf(EnumSet.of(TargetState.SUCCEEDED)), choice);
    }

    /** @param states which of the terminal ones */
    void reopen(List<String> targetIds, boolean inWaves, Set<TargetState> states, RetryChoice choice) {
        Instant now = clock.instant();
        TargetEvent event = inWaves ? TargetEvent.HELD_AGAIN : TargetEvent.RETRIED;
        targets.apply(targets.find(targetIds).stream()
                .filter(target -> target.state().terminal() && states.contains(target.state()) && choice.covers(target))
                .map(target -> TargetChange.handedOutAgain(target, event, null, now))
                .toList());
    }
}
