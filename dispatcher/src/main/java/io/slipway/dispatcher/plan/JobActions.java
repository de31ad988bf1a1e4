package io.slipway.dispatcher.plan;

import io.slipway.contract.ControlMessage;
import io.slipway.dispatcher.dispatch.ControlChannel;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobEvent;
import io.slipway.job.JobState;
import io.slipway.job.StepEvent;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import io.slipway.job.Transitions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a person may do with a job. */
@Component
public class JobActions {
    private static final int TRIES = 10;

    private final JobStore jobs;
    private final TargetStore targets;
    private final TargetEnding ending;
    private final ControlChannel control;
    private final JobSequencer sequencer;
    private final Clock clock;

    public JobActions(
            JobStore jobs,
            TargetStore targets,
            TargetEnding ending,
            ControlChannel control,
            JobSequencer sequencer,
            Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.ending = ending;
        this.control = control;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    /**
     * Stops a job: nothing new starts once this returns; running targets are asked to stop. Twice is the same as once.
     *
     * @throws NotAllowedNowException where the job is over
     */
    public Job cancel(String jobId, String by) {
        for (int i = 0; i < TRIES; i++) {
            Job job = find(jobId);
            if (job.state() == JobState.CANCELLING || job.state() == JobState.CANCELLED) {
                return job;
            }
            if (Transitions.JOB.after(job.state(), JobEvent.CANCEL_REQUESTED) == null) {
                throw new NotAllowedNowException("job " + jobId + " is over (" + job.state() + ")");
            }
            if (jobs.replace(job.after(JobEvent.CANCEL_REQUESTED, clock.instant(), "cancelled by " + by))
                    .isPresent()) {
                control.broadcast(new ControlMessage.CancelJob(jobId));
                sequencer.nudge(jobId);
                return find(jobId);
            }
        }
        throw new NotAllowedNowException("job " + jobId + " changes too fast, try again");
    }

    /** Another round with all that did not succeed. */
    public Job retry(String jobId, String by) {
        return retry(jobId, by, RetryChoice.ALL);
    }

    /**
     * Another round with what did not succeed, same frozen inputs.
     *
     * @param choice of the hosts; it covers one of {@link #repeatable} at least
     * @throws NotAllowedNowException where the job is not over, or everything succeeded; see {@link WaveActions#retryFailed} for a
     *     paused one
     */
    public Job retry(String jobId, String by, RetryChoice choice) {
        for (int i = 0; i < TRIES; i++) {
            Job job = find(jobId);
            mustBeOver(job);
            List<JobStep> again = stepsToRepeat(job);
            Rollout rollout = job.rollout();
            Job next = rollout == null ? job : job.with(rollout.again(failuresLeft(job, choice)));
            // Targets first: if we die here, the job is still over and the retry can be asked for again.
            again.forEach(step -> ending.reopen(step.targets(), job.inWaves(step.kind()), of(step, job, choice)));
            for (JobStep step : again) {
                next = next.with(step.after(StepEvent.RETRIED, clock.instant()));
            }
            if (jobs.replace(next.after(JobEvent.RETRIED, clock.instant(), noteOf(by, choice)))
                    .isPresent()) {
                control.broadcast(new ControlMessage.ResumeJob(jobId));
                sequencer.recheck(jobId);
                return find(jobId);
            }
        }
        throw new NotAllowedNowException("job " + jobId + " changes too fast, try again");
    }

    /** Hosts that another round may be about, in the order of the job. @throws NotAllowedNowException as {@link #retry} */
    public List<TargetStore.End> repeatable(Job job) {
        mustBeOver(job);
        Map<String, TargetStore.End> ends = targets.ends(lastStep(job).targets()).stream()
                .filter(end -> end.state() != TargetState.SUCCEEDED)
                .collect(Collectors.toMap(TargetStore.End::id, end -> end));
        return lastStep(job).targets().stream()
                .map(ends::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Targets that another round would be about. @throws NotAllowedNowException as {@link #retry} */
    public Coverage retrying(Job job, RetryChoice choice) {
        mustBeOver(job);
        List<String> keys = stepsToRepeat(job).stream()
                .flatMap(step -> targets.find(step.targets()).stream().filter(of(step, job, choice)::covers))
                .filter(target -> target.state() != TargetState.SUCCEEDED)
                .map(Target::key)
                .distinct()
                .toList();
        return new Coverage(Coverage.What.AGAIN, keys, 0);
    }

    /** Targets that a cancel would end or ask to stop. @throws NotAllowedNowException as {@link #cancel} */
    public Coverage cancelling(Job job) {
        boolean already = job.state() == JobState.CANCELLING || job.state() == JobState.CANCELLED;
        if (!already && Transitions.JOB.after(job.state(), JobEvent.CANCEL_REQUESTED) == null) {
            throw new NotAllowedNowException("job " + job.id() + " is over (" + job.state() + ")");
        }
        List<String> keys = job.steps().stream()
                .flatMap(step -> targets.find(step.targets()).stream())
                .filter(target -> !target.state().terminal())
                .map(Target::key)
                .distinct()
                .toList();
        return new Coverage(Coverage.What.STOP, keys, 0);
    }

    /** Whatever did not succeed; a pull is only ever skipped because its snapshot was there before. */
    private static List<JobStep> stepsToRepeat(Job job) {
        return job.steps().stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .filter(step -> !(step.kind() == StepKind.PULL && step.state() == StepState.SKIPPED))
                .toList();
    }

    private static void mustBeOver(Job job) {
        if (Transitions.JOB.after(job.state(), JobEvent.RETRIED) == null || !job.settled()) {
            throw new NotAllowedNowException("job " + job.id() + " is " + job.state() + ", nothing to retry");
        }
    }

    private static RetryChoice of(JobStep step, Job job, RetryChoice choice) {
        return step.kind() == job.kind().lastStep() ? choice : RetryChoice.ALL;
    }

    /** They were seen, and are not to stop the wave that is repeated. */
    private int failuresLeft(Job job, RetryChoice choice) {
        return (int) targets.ends(lastStep(job).targets()).stream()
                .filter(end -> Standing.FAILURES.contains(end.state()) && !choice.covers(end))
                .count();
    }

    static String noteOf(String by, RetryChoice choice) {
        return "retried by " + by + (choice.all() ? "" : ", a part of what failed");
    }

    private static JobStep lastStep(Job job) {
        return job.step(job.kind().lastStep());
    }

    private Job find(String jobId) {
        return jobs.find(jobId).orElseThrow(() -> new NotAllowedNowException("no job " + jobId));
    }
}
