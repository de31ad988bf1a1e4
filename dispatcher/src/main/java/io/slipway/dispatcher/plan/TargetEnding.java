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
    private static final Set<TargetState> NOT_BEGUN = EnumSet.of(TargetState.PENDING, TargetState.QUEUED);

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
                .filter(target -> target.state() == TargetState.PENDING)
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

    /** @return how many targets got another attempt */
    int reopen(List<String> targetIds) {
        Instant now = clock.instant();
        return targets.apply(targets.find(targetIds).stream()
                .filter(target -> target.state().terminal() && target.state() != TargetState.SUCCEEDED)
                .map(target -> TargetChange.handedOutAgain(target, TargetEvent.RETRIED, null, now))
                .toList());
    }
}
