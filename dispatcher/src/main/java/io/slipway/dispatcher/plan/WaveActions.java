package io.slipway.dispatcher.plan;

import io.slipway.contract.ControlMessage;
import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.ControlChannel;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Rollout.Pause;
import io.slipway.dispatcher.store.Rollout.Reason;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobEvent;
import io.slipway.job.JobState;
import io.slipway.job.Transitions;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** What a person may do with a job in waves, and what each act would take hold of. */
@Component
public class WaveActions {
    private static final int TRIES = 10;

    private final JobStore jobs;
    private final TargetStore targets;
    private final TargetEnding ending;
    private final CallbackOutbox callbacks;
    private final ControlChannel control;
    private final JobSequencer sequencer;
    private final Clock clock;

    WaveActions(
            JobStore jobs,
            TargetStore targets,
            TargetEnding ending,
            CallbackOutbox callbacks,
            ControlChannel control,
            JobSequencer sequencer,
            Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.ending = ending;
        this.callbacks = callbacks;
        this.control = control;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    /** Hosts that would wait. @throws NotAllowedNowException where the job has no waves or does not run */
    public Coverage pausing(Job job) {
        Standing standing = standing(job);
        if (job.state() != JobState.PAUSED) {
            require(job, JobEvent.PAUSED, "is not running, so it cannot be paused");
        }
        return new Coverage(Coverage.What.WAIT, ips(standing.held()), standing.open());
    }

    /**
     * Begins no further host until somebody resumes it; hosts at work go on. Twice is the same as once.
     *
     * @throws NotAllowedNowException where the job has no waves or does not run
     */
    public Job pause(String jobId, String by) {
        return change(jobId, job -> {
            Standing standing = standing(job);
            if (job.state() == JobState.PAUSED) {
                return job;
            }
            require(job, JobEvent.PAUSED, "is not running, so it cannot be paused");
            Pause pause = new Pause(Reason.PERSON, standing.current(), clock.instant(), null, by);
            return job.with(rollout(job).paused(pause)).after(JobEvent.PAUSED, clock.instant(), job.note());
        });
    }

    /** Hosts that may begin. @throws NotAllowedNowException where the job is not paused */
    public Coverage resuming(Job job) {
        Standing standing = standing(job);
        require(job, JobEvent.RESUMED, "is not paused");
        return new Coverage(Coverage.What.BEGIN, ips(standing.held(standing.current())), standing.open());
    }

    /**
     * Goes on with the next hosts. Failures so far do not count any more; a wave that waited is confirmed.
     *
     * @throws NotAllowedNowException where the job is not paused
     */
    public Job resume(String jobId) {
        return change(jobId, job -> {
            Standing standing = standing(job);
            require(job, JobEvent.RESUMED, "is not paused");
            Rollout rollout = rollout(job);
            return job.with(rollout.goingOn(standing.current(), (int) standing.failures()))
                    .after(JobEvent.RESUMED, clock.instant(), job.note());
        });
    }

    /** Hosts of the wave that have not begun. @throws NotAllowedNowException where there is no such wave or it has begun whole */
    public Coverage skipping(Job job, int wave) {
        Standing standing = standing(job);
        List<TargetStore.End> held = standing.held(wave);
        if (held.isEmpty() || job.state().terminal() || job.state() == JobState.CANCELLING) {
            throw new NotAllowedNowException("wave " + wave + " of job " + job.id() + " has no host that waits");
        }
        return new Coverage(Coverage.What.LEFT_OUT, ips(held), standing.open());
    }

    /** Leaves out the hosts of a wave that have not begun. @throws NotAllowedNowException as {@link #skipping} */
    public Job skip(String jobId, int wave, String by) {
        Job job = find(jobId);
        skipping(job, wave);
        ending.skipWave(standing(job).held(wave), by);
        sequencer.recheck(jobId);
        return find(jobId);
    }

    /** Those of the hosts that failed so far that are chosen. @throws NotAllowedNowException as {@link #repeatable} */
    public Coverage repeating(Job job, RetryChoice choice) {
        return new Coverage(
                Coverage.What.AGAIN,
                ips(repeatable(job).stream().filter(choice::covers).toList()),
                0);
    }

    /** Hosts that failed so far. @throws NotAllowedNowException where none has, or hosts are at work */
    public List<TargetStore.End> repeatable(Job job) {
        Standing standing = standing(job);
        if (job.state() != JobState.PAUSED || standing.failures() == 0) {
            throw new NotAllowedNowException("job " + job.id() + " is " + job.state() + ", nothing to retry");
        }
        if (standing.open() > 0) {
            throw new NotAllowedNowException(
                    standing.open() + " hosts of job " + job.id() + " are at work; retry when they are done");
        }
        return standing.failed();
    }

    /**
     * Another round with the hosts of a paused job that failed; what waits for its wave goes on waiting.
     *
     * @param choice of the hosts; it covers one of {@link #repeatable} at least
     * @throws NotAllowedNowException as {@link #repeatable}
     */
    public Job retryFailed(String jobId, String by, RetryChoice choice) {
        Job now = find(jobId);
        int left = (int)
                repeatable(now).stream().filter(end -> !choice.covers(end)).count();
        JobStep step = now.step(now.kind().lastStep());
        // Their ends belong to the round that is over; then the targets, so that a crash leaves the job as it was.
        callbacks.finishedIps(
                now.head(),
                targets.find(step.targets()).stream()
                        .filter(target -> target.state().terminal())
                        .toList());
        ending.reopen(step.targets(), true, Standing.FAILURES, choice);
        Job changed = change(jobId, job -> job.with(rollout(job).again(left))
                .after(JobEvent.RETRIED, clock.instant(), JobActions.noteOf(by, choice)));
        control.broadcast(new ControlMessage.ResumeJob(jobId));
        return changed;
    }

    private Job change(String jobId, UnaryOperator<Job> act) {
        for (int i = 0; i < TRIES; i++) {
            Job job = find(jobId);
            Job next = act.apply(job);
            if (next.equals(job)) {
                return job;
            }
            if (jobs.replace(next).isPresent()) {
                sequencer.recheck(jobId);
                return find(jobId);
            }
        }
        throw new NotAllowedNowException("job " + jobId + " changes too fast, try again");
    }

    private Standing standing(Job job) {
        rollout(job);
        return new Standing(job, targets.ends(job.step(job.kind().lastStep()).targets()));
    }

    private static Rollout rollout(Job job) {
        Rollout rollout = job.rollout();
        if (rollout == null) {
            throw new NotAllowedNowException(
                    "job " + job.id() + " has no waves: all its hosts were handed out together");
        }
        return rollout;
    }

    private static void require(Job job, JobEvent event, String otherwise) {
        if (Transitions.JOB.after(job.state(), event) == null) {
            throw new NotAllowedNowException("job " + job.id() + " is " + job.state() + ": it " + otherwise);
        }
    }

    private static List<String> ips(List<TargetStore.End> ends) {
        return ends.stream().map(TargetStore.End::key).toList();
    }

    private Job find(String jobId) {
        return jobs.find(jobId).orElseThrow(() -> new NotAllowedNowException("no job " + jobId));
    }
}
