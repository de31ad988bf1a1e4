package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What comes next for a job, read from the store and written by compare-and-set. Each move can be made again without harm,
 * so after a crash anywhere the job is simply looked at once more.
 */
@Component
public class JobFlow {
    private static final int MOST_MOVES = 64;

    private final JobStore jobs;
    private final TargetStore targets;
    private final ManifestMaker manifests;
    private final OrderOutbox outbox;
    private final CallbackOutbox callbacks;
    private final TargetEnding ending;
    private final JobChanges changes;
    private final Clock clock;

    public JobFlow(
            JobStore jobs,
            TargetStore targets,
            ManifestMaker manifests,
            OrderOutbox outbox,
            CallbackOutbox callbacks,
            TargetEnding ending,
            JobChanges changes,
            Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.manifests = manifests;
        this.outbox = outbox;
        this.callbacks = callbacks;
        this.ending = ending;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Moves the job as far as it can go now.
     *
     * @param open by job, the targets of its running step believed open: a superset of the truth, filled here
     * @param nudge asks for another job to be looked at
     */
    void advance(String jobId, Map<String, Set<String>> open, Consumer<String> nudge) {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            Optional<Job> job = jobs.find(jobId);
            if (job.isEmpty() || !move(job.get(), open)) {
                job.filter(over -> over.state().terminal()).ifPresent(over -> settle(over, open, nudge));
                return;
            }
            changes.changed(jobId, List.of());
        }
        throw new IllegalStateException("job " + jobId + " does not come to rest");
    }

    /** @return false where nothing is to be done now */
    private boolean move(Job job, Map<String, Set<String>> open) {
        return switch (job.state()) {
            case ACCEPTED -> begin(job);
            case RUNNING -> run(job, open);
            case CANCELLING -> cancel(job);
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED -> false;
        };
    }

    private boolean begin(Job job) {
        if (job.kind().updates() && !jobs.holdLocation(job)) {
            return false; // the job before it on the same hosts nudges it when it is over
        }
        return replaced(job.after(JobEvent.STARTED, clock.instant(), null));
    }

    private boolean run(Job job, Map<String, Set<String>> open) {
        JobStep step = job.currentStep();
        if (step == null) {
            return finish(job);
        }
        if (step.state() == StepState.PENDING) {
            open.remove(job.id());
            return beginStep(job, step);
        }
        Set<String> believed = open.computeIfAbsent(job.id(), id -> targets.open(step.targets()));
        if (!believed.isEmpty()) {
            return false;
        }
        open.remove(job.id());
        List<Target> all = targets.find(step.targets());
        return all.stream().allMatch(target -> target.state().terminal()) && endStep(job, step, all);
    }

    private boolean beginStep(Job job, JobStep step) {
        if (step.kind() == StepKind.PULL
                && job.kind().updates()
                && manifests.earlierPull(job).isPresent()) {
            ending.skip(step.targets(), null);
            return replaced(job.with(step.after(StepEvent.SKIPPED, clock.instant())));
        }
        if (step.kind() == StepKind.PUSH && job.manifest() == null) {
            ManifestMaker.Made made = manifests.make(job);
            return made.digest() == null
                    ? skipRest(job, Objects.requireNonNull(made.failure()))
                    : replaced(job.withManifest(made.digest()));
        }
        if (step.kind() == StepKind.APPLY) {
            callbacks.started(job);
        }
        boolean replaced = replaced(job.with(step.after(StepEvent.STARTED, clock.instant())));
        outbox.offer(targets.pending(step.targets()));
        return replaced;
    }

    private boolean endStep(Job job, JobStep step, List<Target> all) {
        long succeeded = all.stream()
                .filter(target -> target.state() == TargetState.SUCCEEDED)
                .count();
        StepEvent event = succeeded == all.size()
                ? StepEvent.ALL_SUCCEEDED
                : succeeded == 0 ? StepEvent.NONE_SUCCEEDED : StepEvent.SOME_SUCCEEDED;
        Job next = job.with(step.after(event, clock.instant()));
        if (event == StepEvent.ALL_SUCCEEDED || step.kind() == StepKind.APPLY) {
            if (step.kind() == StepKind.PUSH) {
                callbacks.pushed(job, true);
            }
            return replaced(next);
        }
        Failure why = all.stream()
                .map(Target::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Failure.of(FailureCode.EARLIER_STEP_FAILED, step.kind() + " did not succeed"));
        return skipRest(next, why);
    }

    private boolean skipRest(Job job, Failure why) {
        callbacks.pushed(job, false);
        Job next = job;
        for (JobStep later : job.steps()) {
            if (later.state() == StepState.PENDING) {
                ending.skip(later.targets(), why);
                next = next.with(later.after(StepEvent.SKIPPED, clock.instant()));
            }
        }
        return replaced(next.because(why.code().wire() + ": " + why.message()));
    }

    private boolean finish(Job job) {
        JobStep last = job.steps().get(job.steps().size() - 1);
        JobEvent event =
                switch (last.state()) {
                    case SUCCEEDED -> JobEvent.ALL_SUCCEEDED;
                    case PARTIAL -> JobEvent.SOME_SUCCEEDED;
                    case PENDING, RUNNING, FAILED, SKIPPED, CANCELLED -> JobEvent.NONE_SUCCEEDED;
                };
        return replaced(job.after(event, clock.instant(), job.note()));
    }

    private boolean cancel(Job job) {
        List<String> ids =
                job.steps().stream().flatMap(step -> step.targets().stream()).toList();
        ending.cancel(targets.open(ids));
        if (!targets.open(ids).isEmpty()) {
            return false; // running ones stop themselves and report
        }
        Instant now = clock.instant();
        Job next = job;
        for (JobStep step : job.steps()) {
            if (!step.state().terminal()) {
                next = next.with(step.after(StepEvent.CANCELLED, now));
            }
        }
        return replaced(next.after(JobEvent.ALL_STOPPED, now, job.note()));
    }

    /** The job is over: its last callbacks are written and the next job of its location may begin. */
    private void settle(Job job, Map<String, Set<String>> open, Consumer<String> nudge) {
        open.remove(job.id());
        if (job.settled()) {
            return;
        }
        if (job.kind().updates()) {
            lastCallbacks(job);
            jobs.releaseLocation(job);
        }
        jobs.replace(job.asSettled());
        changes.changed(job.id(), List.of());
        jobs.active().stream()
                .filter(other ->
                        other.state() == JobState.ACCEPTED && other.location().equals(job.location()))
                .map(Job::id)
                .findFirst()
                .ifPresent(nudge);
    }

    private void lastCallbacks(Job job) {
        List<Target> hosts = targets.find(job.step(StepKind.APPLY).targets());
        callbacks.finishedIps(
                job, hosts.stream().filter(host -> inThisRound(job, host)).toList());
        callbacks.finished(job, hosts);
    }

    private static boolean inThisRound(Job job, Target target) {
        Instant began = job.startedAt();
        Instant ended = target.finishedAt();
        return job.round() == 1 || began == null || (ended != null && !ended.isBefore(began));
    }

    /** @return true always: a lost race means that the job has to be read again */
    private boolean replaced(Job next) {
        jobs.replace(next);
        return true;
    }
}
