package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.TargetState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds jobs for callers; one of a project the caller may not see is not found. */
@Component
class JobLookup {
    private final JobStore jobs;
    private final TargetStore targets;

    JobLookup(JobStore jobs, TargetStore targets) {
        this.jobs = jobs;
        this.targets = targets;
    }

    /** @throws ProblemException {@code unknown_job} */
    Job find(String jobId, Caller caller) {
        Job job = jobs.find(jobId).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_JOB));
        caller.mustSee(job.project(), ProblemCode.UNKNOWN_JOB);
        return job;
    }

    JobView counted(Job job) {
        Map<String, TargetState> states = targets.states(targetIds(job));
        return JobView.counted(job, jobs.works(List.of(job)).get(job.id()), states);
    }

    /** Those of the last step, by id. */
    Map<String, Target> lastTargets(Job job) {
        return targets.find(job.step(job.kind().lastStep()).targets()).stream()
                .collect(Collectors.toMap(Target::id, target -> target));
    }

    /** In the order of the steps. */
    List<Target> targets(Job job) {
        return targets.find(targetIds(job));
    }

    private static List<String> targetIds(Job job) {
        return job.steps().stream().map(JobStep::targets).flatMap(List::stream).toList();
    }
}
