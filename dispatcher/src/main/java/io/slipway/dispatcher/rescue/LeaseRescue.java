package io.slipway.dispatcher.rescue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.TargetEvent;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that stays silent has lost its targets: they get the next attempt, or are given up after the last. */
public final class LeaseRescue {
    /** Name of the counter: leases that ended because a worker was silent. */
    public static final String LOST = "slipway.leases.lost";

    private static final Logger log = LoggerFactory.getLogger(LeaseRescue.class);

    private final TargetStore targets;
    private final JobChanges changes;
    private final Clock clock;
    private final int attempts;
    private final Counter lost;

    public LeaseRescue(TargetStore targets, JobChanges changes, Clock clock, int attempts, MeterRegistry meters) {
        this.targets = targets;
        this.changes = changes;
        this.clock = clock;
        this.attempts = attempts;
        this.lost = Counter.builder(LOST)
                .description("Targets whose worker fell silent")
                .register(meters);
    }

    void rescue(Job job, JobStep step) {
        Instant now = clock.instant();
        List<TargetChange> ends = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Target target : targets.leaseEnded(step.targets(), now)) {
            log.info("{} attempt {} lost its worker {}", target.id(), target.attempt(), target.worker());
            ends.add(change(job, target, now));
            ids.add(target.id());
        }
        int applied = targets.apply(ends);
        lost.increment(applied);
        if (applied > 0) {
            changes.changed(job.id(), ids);
        }
    }

    private TargetChange change(Job job, Target target, Instant now) {
        String silent = target.worker() + " fell silent";
        if (job.state() == JobState.CANCELLING) {
            return TargetChange.ended(
                    target.id(),
                    target.attempt(),
                    TargetEvent.LEASE_ENDED_IN_CANCEL,
                    Failure.of(FailureCode.OUTCOME_UNKNOWN, silent + " while the job was being cancelled"),
                    now);
        }
        if (lostInThisRound(job, target) + 1 >= attempts) {
            return TargetChange.ended(
                    target.id(),
                    target.attempt(),
                    TargetEvent.ATTEMPTS_EXHAUSTED,
                    Failure.of(FailureCode.WORKER_LOST, attempts + " attempts, each time the worker fell silent"),
                    now);
        }
        return TargetChange.handedOutAgain(
                target, TargetEvent.LEASE_ENDED, Failure.of(FailureCode.WORKER_LOST, silent), now);
    }

    private static long lostInThisRound(Job job, Target target) {
        Instant began = job.startedAt();
        return target.history().stream()
                .filter(attempt -> attempt.state() == TargetState.RUNNING)
                .filter(attempt -> began == null || !attempt.endedAt().isBefore(began))
                .count();
    }
}
