package io.slipway.dispatcher.request;

import io.slipway.dispatcher.maintenance.MaintenanceGate;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Project;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes checked requests where quota, maintenance and approval allow it, and gives them to the plan. */
@Component
public class JobDesk {
    private final ProjectQuota quota;
    private final MaintenanceGate maintenance;
    private final JobStore jobs;
    private final JobIntake intake;

    JobDesk(ProjectQuota quota, MaintenanceGate maintenance, JobStore jobs, JobIntake intake) {
        this.quota = quota;
        this.maintenance = maintenance;
        this.jobs = jobs;
        this.intake = intake;
    }

    /** Counts a request before anything is looked at. */
    public void admitRequest(Project project) {
        quota.admitRequest(project);
    }

    /**
     * Stores the job. The same request again is the same job, whatever quota and maintenance say by then: nothing new follows
     * from it.
     *
     * @param overrideReason why it may begin although maintenance says no; null where it may not
     * @return the job, and whether it was there before
     */
    public JobIntake.Accepted accept(Project project, NewJob job, @Nullable String overrideReason) {
        if (isNew(job)) {
            ApprovalRule.refuseUnapproved(project, job);
        }
        return acceptAgain(project, job, overrideReason);
    }

    /** As {@link #accept}, for what puts back only what was let in before: nobody is asked a second time. */
    public JobIntake.Accepted acceptAgain(Project project, NewJob job, @Nullable String overrideReason) {
        if (isNew(job)) {
            maintenance.admit(project.code(), job.kind(), overrideReason);
            quota.admitJob(project);
        }
        return intake.accept(job);
    }

    private boolean isNew(NewJob job) {
        return jobs.heads(Set.of(job.inputs().id())).isEmpty();
    }
}
