package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobEvent;
import io.slipway.job.JobState;
import io.slipway.job.StepEvent;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What comes next for a job, read from the store and written by compare-and-set. Each move can be made again without harm,
 * so after a crash anywhere the job is simply looked at once more.
 */
@Component
public class JobFlow {
    private static final int MOST_MOVES = 64;
    private static final int MOST_TRIES = 64;

    private final JobStore jobs;
    private final TargetStore targets;
    private final PullLists lists;
    private final ManifestMaker manifests;
    private final OrderOutbox outbox;
    private final CallbackOutbox callbacks;
    private final TargetEnding ending;
    private final WaveFlow waves;
    private final JobSettlement settlement;
    private final JobChanges changes;
    private final Clock clock;

    public JobFlow(
            JobStore jobs,
            TargetStore targets,
            PullLists lists,
            ManifestMaker manifests,
            OrderOutbox outbox,
            CallbackOutbox callbacks,
            TargetEnding ending,
            WaveFlow waves,
            JobSettlement settlement,
            JobChanges changes,
            Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.lists = lists;
        this.manifests = manifests;
        this.outbox = outbox;
        this.callbacks = callbacks;
        this.ending = ending;
        this.waves = waves;
        this.settlement = settlement;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What one look at a job knows beside the store.
     *
     * @param open by job, the targets of its running step believed open
     * @param letGo targets whose turn in their wave came during this look
     */
    private record Look(Map<String, Set<String>> open, Set<String> letGo) {}

    /**
     * Moves the job as far as it can go now.
     *
     * @param open by job, the targets of its running step believed open: a superset of the truth, filled here
     * @param nudge asks for another job to be looked at
     */
    void advance(String jobId, Map<String, Set<String>> open, Consumer<String> nudge) {
        Look look = new Look(open, new HashSet<>());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Job> read = jobs.find(jobId);
            if (read.isEmpty()) {
                return;
            }
            Job next = atRest(read.get(), look);
            Optional<Job> stored = next.equals(read.get()) ? read : jobs.replace(next);
            if (stored.isPresent()) {
                follow(read.get(), stored.get(), look, nudge);
                return;
            }
            open.remove(jobId); // someone else was faster: what was concluded does not hold
        }
        throw new IllegalStateException("job " + jobId + " changes too fast");
    }

    /** The job after every move that can be made now; written once, since each of them could be made again. */
    private Job atRest(Job job, Look look) {
        Job next = job;
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            Job moved = move(next, look);
            if (moved.equals(next)) {
                return next;
            }
            next = moved;
        }
        throw new IllegalStateException("job " + job.id() + " does not come to rest");
    }

    /** What follows from a job as it is stored now: orders of a step that began, or the job's end. */
    private void follow(Job before, Job job, Look look, Consumer<String> nudge) {
        if (job.revision() != before.revision()) {
            changes.changed(job.id(), List.of());
        }
        JobStep step = job.currentStep();
        if (step != null
                && step.state() == StepState.RUNNING
                && before.step(step.kind()).state() == StepState.PENDING) {
            outbox.offer(job, step.kind(), look.open.getOrDefault(job.id(), Set.of()));
        }
        if (step != null && !look.letGo.isEmpty()) {
            outbox.offer(job, step.kind(), look.letGo);
        }
        if (job.state() == JobState.PAUSED && before.state() != JobState.PAUSED) {
            wakeLater(job, nudge);
        }
        if (job.state().terminal()) {
            look.open.remove(job.id());
            settlement.settle(job, nudge);
        }
    }

    /** The reconciler would see it as well, a little late. */
    private void wakeLater(Job job, Consumer<String> nudge) {
        Rollout.Pause pause = job.rollout() == null ? null : job.rollout().pause();
        Instant until = pause == null ? null : pause.until();
        if (until != null) {
            long millis = Duration.between(clock.instant(), until).toMillis() + 1;
            CompletableFuture.delayedExecutor(Math.max(1, millis), TimeUnit.MILLISECONDS)
                    .execute(() -> nudge.accept(job.id()));
        }
    }

    /** @return the same job where nothing is to be done now */
    private Job move(Job job, Look look) {
        return switch (job.state()) {
            case ACCEPTED -> begin(job);
            case RUNNING, PAUSED -> run(job, look);
            case CANCELLING -> cancel(job, look.open);
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED -> job;
        };
    }

    private Job begin(Job job) {
        if (job.kind().changesHosts() && !jobs.holdLocation(job)) {
            return job; // the job before it on the same hosts nudges it when it is over
        }
        return job.after(JobEvent.STARTED, clock.instant(), null);
    }

    private Job run(Job job, Look look) {
        JobStep step = job.currentStep();
        if (step == null) {
            return finish(job);
        }
        if (step.state() == StepState.PENDING) {
            return beginStep(job, step, look.open);
        }
        boolean inWaves = job.inWaves(step.kind());
        if (!inWaves) {
            Set<String> believed = look.open.computeIfAbsent(job.id(), id -> targets.open(step.targets()));
            if (!believed.isEmpty()) {
                return job;
            }
            look.open.remove(job.id());
        }
        List<TargetStore.End> ends = targets.ends(step.targets());
        if (ends.stream().allMatch(end -> end.state().terminal())) {
            return lists.allowEnd(step)
                    ? endStep(job, step, ends)
                    : job; // looked at again when the next page is stored
        }
        return inWaves ? waves.move(job, ends, look.letGo) : job;
    }

    private Job beginStep(Job job, JobStep step, Map<String, Set<String>> open) {
        if (step.kind() == StepKind.PULL
                && job.kind().changesHosts()
                && manifests.earlierPull(job).isPresent()) {
            ending.skip(step.targets(), null);
            return job.with(step.after(StepEvent.SKIPPED, clock.instant()));
        }
        if (step.kind() == StepKind.PUSH && job.manifest() == null) {
            ManifestMaker.Made made = manifests.make(job);
            return made.digest() == null
                    ? skipRest(job, Objects.requireNonNull(made.failure()))
                    : job.withManifest(made.digest());
        }
        if (step.kind().changesHosts()) {
            callbacks.started(job.head());
        }
        if (!job.inWaves(step.kind())) {
            open.put(job.id(), job.round() == 1 ? new HashSet<>(step.targets()) : targets.open(step.targets()));
        }
        return job.with(step.after(StepEvent.STARTED, clock.instant()));
    }

    private Job endStep(Job job, JobStep step, List<TargetStore.End> ends) {
        long succeeded = ends.stream()
                .filter(end -> end.state() == TargetState.SUCCEEDED)
                .count();
        StepEvent event = succeeded == ends.size()
                ? StepEvent.ALL_SUCCEEDED
                : succeeded == 0 ? StepEvent.NONE_SUCCEEDED : StepEvent.SOME_SUCCEEDED;
        Job next = job.with(step.after(event, clock.instant()));
        if (event == StepEvent.ALL_SUCCEEDED || step.kind().changesHosts()) {
            if (step.kind() == lastPush(job)) {
                callbacks.pushed(job.head(), true);
            }
            return next;
        }
        Failure why = ends.stream()
                .map(TargetStore.End::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Failure.of(FailureCode.EARLIER_STEP_FAILED, step.kind() + " did not succeed"));
        return skipRest(next, why);
    }

    /** After it the files are at the managers, whichever way they went. */
    private static StepKind lastPush(Job job) {
        boolean relayed = job.steps().stream().anyMatch(step -> step.kind() == StepKind.RELAY);
        return relayed ? StepKind.RELAY : StepKind.PUSH;
    }

    private Job skipRest(Job job, Failure why) {
        if (job.kind().pushesFiles()) {
            callbacks.pushed(job.head(), false);
        }
        Job next = job;
        for (JobStep later : job.steps()) {
            if (later.state() == StepState.PENDING) {
                ending.skip(later.targets(), why);
                next = next.with(later.after(StepEvent.SKIPPED, clock.instant()));
            }
        }
        return next.because(why.code().wire() + ": " + why.message());
    }

    private Job finish(Job job) {
        JobStep last = job.steps().get(job.steps().size() - 1);
        JobEvent event =
                switch (last.state()) {
                    case SUCCEEDED -> JobEvent.ALL_SUCCEEDED;
                    case PARTIAL -> JobEvent.SOME_SUCCEEDED;
                    case PENDING, RUNNING, FAILED, SKIPPED, CANCELLED -> JobEvent.NONE_SUCCEEDED;
                };
        return job.after(event, clock.instant(), job.note());
    }

    private Job cancel(Job job, Map<String, Set<String>> open) {
        open.remove(job.id()); // what is cancelled here is never reported
        List<String> ids =
                job.steps().stream().flatMap(step -> step.targets().stream()).toList();
        ending.cancel(targets.open(ids));
        if (!targets.open(ids).isEmpty()) {
            return job; // running ones stop themselves and report
        }
        Instant now = clock.instant();
        Job next = job;
        for (JobStep step : job.steps()) {
            if (!step.state().terminal()) {
                next = next.with(step.after(StepEvent.CANCELLED, now));
            }
        }
        return next.after(JobEvent.ALL_STOPPED, now, job.note());
    }
}
