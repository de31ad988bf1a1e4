package io.slipway.dispatcher.release;

import io.slipway.dispatcher.plan.EndedJobListener;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ReleaseRuns;
import io.slipway.dispatcher.store.ReleaseRuns.Run;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Notes how long a release took, for the plans to come. One that was retried says nothing about time. */
@Component
class RunKeeper implements EndedJobListener {
    private final JobStore jobs;
    private final TargetStore targets;
    private final ReleaseRuns runs;

    RunKeeper(JobStore jobs, TargetStore targets, ReleaseRuns runs) {
        this.jobs = jobs;
        this.targets = targets;
        this.runs = runs;
    }

    @Override
    public void ended(Job job) {
        WavePlan waves = job.kind() == JobKind.RELEASE && job.state() == JobState.SUCCEEDED && job.round() == 1
                ? jobs.inputs(job.id()).waves()
                : null;
        if (waves != null) {
            runs.add(job.project(), run(job, waves));
        }
    }

    private Run run(Job job, WavePlan waves) {
        long millis = 0;
        long bytes = 0;
        List<Target> hosts = new ArrayList<>();
        for (JobStep step : job.steps()) {
            List<Target> done = targets.find(step.targets());
            bytes += done.stream().mapToLong(Target::bytes).sum();
            if (step.kind() == job.kind().lastStep()) {
                hosts.addAll(done);
            } else {
                millis += millis(done);
            }
        }
        for (WavePlan.Wave wave : waves.waves()) {
            millis += millis(hosts.stream()
                    .filter(host -> wave.hosts().contains(host.key()))
                    .toList());
        }
        return new Run(job.id(), hosts.size(), ReleaseTimes.turns(waves), bytes, millis);
    }

    /** From the first that began to the last that ended. */
    private static long millis(List<Target> done) {
        Instant begun = done.stream()
                .map(Target::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Instant ended = done.stream()
                .map(Target::finishedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(begun);
        return Math.max(0, Duration.between(begun, ended).toMillis());
    }
}
