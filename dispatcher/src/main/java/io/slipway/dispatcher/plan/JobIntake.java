package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.trace.LogMarks;
import io.slipway.trace.Trace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Stores an accepted request: first its inputs, which claim the id, then its targets, and the job last. A crash in between
 * leaves nothing that acts, and the same request again completes it.
 */
@Component
public class JobIntake {
    private static final int MOST_TRIES = 20;

    private final JobStore jobs;
    private final TargetStore targets;
    private final JobSequencer sequencer;
    private final Clock clock;

    public JobIntake(JobStore jobs, TargetStore targets, JobSequencer sequencer, Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    /**
     * Stores the job with its targets and gives it to the sequencer. Returns after the store has made it durable; the
     * same request again returns the same job.
     *
     * @throws IdempotencyMismatchException where the id exists with another fingerprint
     */
    public Accepted accept(NewJob request) {
        JobStore.Claim claim = jobs.claim(request.inputs());
        JobInputs inputs = claim.inputs();
        String id = inputs.id();
        if (!inputs.fingerprint().equals(request.inputs().fingerprint())) {
            throw new IdempotencyMismatchException(id);
        }
        Optional<Job> known = claim.fresh() ? Optional.empty() : jobs.find(id);
        if (known.isPresent()) {
            return new Accepted(known.get(), true);
        }
        List<JobStep> steps = new ArrayList<>();
        List<Target> all = new ArrayList<>();
        PlannedTargets plan = new PlannedTargets(request);
        for (StepKind step : request.kind().steps()) {
            List<Target> planned = plan.of(step);
            if (step == StepKind.RELAY && planned.isEmpty()) {
                continue;
            }
            all.addAll(planned);
            steps.add(new JobStep(
                    step, StepState.PENDING, planned.stream().map(Target::id).toList(), null, null));
        }
        targets.insertMissing(all);
        return store(request, inputs, List.copyOf(steps));
    }

    /**
     * The job that was stored for that request before; empty where it has to be accepted.
     *
     * @throws IdempotencyMismatchException where the id exists with another fingerprint
     */
    public Optional<Accepted> known(String jobId, String fingerprint) {
        Optional<Job> known = jobs.find(jobId);
        if (known.isPresent() && !known.get().fingerprint().equals(fingerprint)) {
            throw new IdempotencyMismatchException(jobId);
        }
        return known.map(job -> new Accepted(job, true));
    }

    /**
     * A refused insert does not mean that the job is there: its number may have been taken. Nothing is accepted that is not
     * in the store.
     */
    private Accepted store(NewJob request, JobInputs inputs, List<JobStep> steps) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Job job = job(request, inputs, steps, jobs.nextSeq());
            boolean inserted = jobs.insert(job);
            Optional<Job> stored = inserted ? Optional.of(job) : jobs.find(job.id());
            if (stored.isPresent()) {
                sequencer.nudge(job.id());
                return new Accepted(stored.get(), !inserted);
            }
        }
        throw new IllegalStateException("no free number for job " + inputs.id());
    }

    private Job job(NewJob request, JobInputs inputs, List<JobStep> steps, long seq) {
        return new Job(
                inputs.id(),
                request.kind(),
                seq,
                request.project(),
                request.area(),
                request.version(),
                inputs.fingerprint(),
                JobState.ACCEPTED,
                1,
                steps,
                inputs.work() == null ? null : inputs.work().manifest(),
                null,
                request.createdBy(),
                request.approvedBy(),
                clock.instant(),
                null,
                null,
                false,
                inputs.waves() == null ? null : Rollout.of(inputs.waves()),
                0,
                LogMarks.trace().orElseGet(Trace::fresh).header());
    }

    /** @param duplicate true where the same request had been accepted before */
    public record Accepted(Job job, boolean duplicate) {}
}
