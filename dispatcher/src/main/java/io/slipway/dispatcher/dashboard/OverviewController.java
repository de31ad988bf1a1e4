package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.approval.ApprovalViews;
import io.slipway.dispatcher.dashboard.OverviewView.FailedView;
import io.slipway.dispatcher.dashboard.OverviewView.WorkersView;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.queues.QueueLook;
import io.slipway.dispatcher.queues.QueueView;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.WorkHead;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The first page: what goes on, what failed, what waits for whom, and what is wrong. */
@RestController
@Tag(name = "jobs")
class OverviewController {
    private static final Set<JobState> RUNNING = EnumSet.of(JobState.ACCEPTED, JobState.RUNNING, JobState.CANCELLING);
    private static final Set<JobState> FAILED = EnumSet.of(JobState.FAILED, JobState.PARTIAL);
    private static final int SHOWN = 20;
    private static final int COUNTED = 500;

    private final JobStore jobs;
    private final JobLookup lookup;
    private final QueueLook queues;
    private final ApprovalViews approvals;
    private final OverviewProblems problems;
    private final WorkerBoard workers;
    private final Clock clock;

    OverviewController(
            JobStore jobs,
            JobLookup lookup,
            QueueLook queues,
            ApprovalViews approvals,
            OverviewProblems problems,
            WorkerBoard workers,
            Clock clock) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.queues = queues;
        this.approvals = approvals;
        this.problems = problems;
        this.workers = workers;
        this.clock = clock;
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/overview")
    @Operation(
            summary = "What goes on now",
            description =
                    "Jobs that are not over, what failed in 24 hours, approvals that wait for the caller, workers,"
                            + " queues, and what somebody should look after; all of it of the caller's projects.")
    OverviewView overview(Caller caller, HttpServletRequest request) {
        Language language = Language.of(request);
        ProjectFilter filter = ProjectFilter.of(null, caller);
        List<QueueView> seen = queues.of(caller);
        return new OverviewView(
                counted(filter, RUNNING),
                counted(filter, EnumSet.of(JobState.PAUSED)),
                failed(filter),
                approvals.waitingFor(caller, language),
                counts(),
                seen,
                problems.of(caller, seen, language));
    }

    private List<JobView> counted(ProjectFilter filter, Set<JobState> states) {
        return filter.nothing()
                ? List.of()
                : jobs.list(filter.projects(), Set.of(), states, Long.MAX_VALUE, SHOWN).stream()
                        .map(lookup::counted)
                        .toList();
    }

    private FailedView failed(ProjectFilter filter) {
        if (filter.nothing()) {
            return new FailedView(0, List.of());
        }
        List<Job> all = jobs.ended(filter.projects(), FAILED, clock.instant().minus(Duration.ofHours(24)), COUNTED);
        List<Job> last = all.subList(0, Math.min(SHOWN, all.size()));
        Map<String, WorkHead> works = jobs.works(last);
        return new FailedView(
                all.size(),
                last.stream()
                        .map(job -> JobView.brief(job, works.get(job.id())))
                        .toList());
    }

    private WorkersView counts() {
        List<WorkerBoard.Seen> all = workers.workers();
        int ready = (int) all.stream().filter(WorkerBoard.Seen::alive).count();
        return new WorkersView(ready, all.size() - ready);
    }
}
