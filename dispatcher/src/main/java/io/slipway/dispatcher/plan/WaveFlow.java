package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Rollout.Pause;
import io.slipway.dispatcher.store.Rollout.Reason;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.job.JobEvent;
import io.slipway.job.JobState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moves a job through its waves: lets hosts go, a few at a time, and pauses where the plan says so. What it decides follows from
 * the states of the targets, so it can be decided again after a crash, and by another dispatcher.
 */
@Component
class WaveFlow {
    private final TargetStore targets;
    private final Clock clock;

    WaveFlow(TargetStore targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * @param ends of all targets of the step that goes in waves; at least one of them is open
     * @param letGo ids of targets that were let go are added here
     * @return the same job where nothing is to be noted
     */
    Job move(Job job, List<TargetStore.End> ends, Set<String> letGo) {
        Rollout rollout = Objects.requireNonNull(job.rollout());
        Standing standing = new Standing(job, ends);
        if (job.state() == JobState.PAUSED) {
            return wake(job, rollout);
        }
        int wave = standing.current();
        if (standing.failures() - rollout.forgiven() > rollout.plan().maxFailures()
                && !standing.held().isEmpty()) {
            return pause(job, rollout, Reason.FAILURES, standing.begun(), null);
        }
        if (wave > rollout.confirmed()) {
            return between(job, rollout, wave);
        }
        int free = rollout.plan().parallel() - standing.open();
        if (free > 0) {
            letGo(standing.held(wave).stream().limit(free).toList(), letGo);
        }
        return job;
    }

    private Job wake(Job job, Rollout rollout) {
        Pause pause = rollout.pause();
        Instant until = pause == null ? null : pause.until();
        if (pause == null || until == null || clock.instant().isBefore(until)) {
            return job;
        }
        return job.with(rollout.goingOn(pause.wave() + 1, rollout.forgiven()))
                .after(JobEvent.RESUMED, clock.instant(), job.note());
    }

    /** @param wave the one that would begin now */
    private Job between(Job job, Rollout rollout, int wave) {
        WavePlan plan = rollout.plan();
        return switch (plan.between()) {
            case CONTINUE -> job.with(rollout.goingOn(wave, rollout.forgiven()));
            case CONFIRM -> pause(job, rollout, Reason.CONFIRM, wave - 1, null);
            case PAUSE ->
                pause(job, rollout, Reason.WAIT, wave - 1, clock.instant().plusSeconds(plan.pauseSeconds()));
        };
    }

    private Job pause(Job job, Rollout rollout, Reason why, int wave, @Nullable Instant until) {
        Instant now = clock.instant();
        return job.with(rollout.paused(new Pause(why, wave, now, until, null))).after(JobEvent.PAUSED, now, job.note());
    }

    private void letGo(List<TargetStore.End> next, Set<String> letGo) {
        if (next.isEmpty()) {
            return;
        }
        targets.apply(next.stream()
                .map(end -> TargetChange.letGo(end.id(), end.attempt()))
                .toList());
        letGo.addAll(next.stream().map(TargetStore.End::id).collect(Collectors.toSet()));
    }
}
