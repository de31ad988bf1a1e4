package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.WorkHead;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs and their targets, to look at. */
@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "jobs", description = "See and steer jobs")
class JobController {
    static final int MAX_LIMIT = 500;

    private final JobStore jobs;
    private final JobLookup lookup;

    JobController(JobStore jobs, JobLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    /** One page of jobs, newest first. */
    public record JobList(
            List<JobView> jobs,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    /** One page of targets, in the order of the steps. */
    public record TargetList(
            List<TargetView> targets,

            @Schema(description = "How many match the filter")
            int total,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List jobs, newest first", description = "Without counts of targets; see one job for those.")
    JobList list(
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            @Parameter(description = "Only these kinds") @RequestParam(required = false) @Nullable Set<JobKind> kind,
            @Parameter(description = "Only these states") @RequestParam(required = false) @Nullable Set<JobState> state,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "50")
                    int limit,
            @RequestParam(name = "page_token", required = false) @Nullable Long pageToken,
            Caller caller) {
        checkLimit(limit);
        ProjectFilter filter = ProjectFilter.of(project, caller);
        if (filter.nothing()) {
            return new JobList(List.of(), null);
        }
        long before = pageToken == null ? Long.MAX_VALUE : pageToken;
        List<Job> page = jobs.list(filter.projects(), orAll(kind), orAll(state), before, limit);
        String next = page.size() < limit
                ? null
                : String.valueOf(page.get(page.size() - 1).seq());
        Map<String, WorkHead> works = jobs.works(page);
        return new JobList(
                page.stream()
                        .map(job -> JobView.brief(job, works.get(job.id())))
                        .toList(),
                next);
    }

    private static <T> Set<T> orAll(@Nullable Set<T> asked) {
        return asked == null ? Set.of() : asked;
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}")
    @Operation(summary = "One job with the counts of its targets")
    JobView get(@PathVariable String id, Caller caller) {
        return lookup.counted(lookup.find(id, caller));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}/waves")
    @Operation(
            summary = "Where a job stands in its waves",
            description = "404 `no_waves` for a job whose hosts are handed out together.")
    WavesView waves(@PathVariable String id, Caller caller) {
        Job job = lookup.find(id, caller);
        Rollout rollout = job.rollout();
        if (rollout == null) {
            throw new ProblemException(ProblemCode.NO_WAVES);
        }
        return WavesView.of(job, rollout, lookup.lastTargets(job));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}/targets")
    @Operation(
            summary = "The targets of a job",
            description =
                    "Each with its failure, the advice for it, its progress, the result of each game server, and how earlier"
                            + " attempts ended.")
    TargetList targets(
            @PathVariable String id,
            @Parameter(description = "Only this step") @RequestParam(required = false) @Nullable StepKind step,
            @Parameter(description = "Only these states") @RequestParam(required = false) @Nullable
                    Set<TargetState> state,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "500")
                    int limit,
            @RequestParam(name = "page_token", defaultValue = "0") int pageToken,
            Caller caller,
            HttpServletRequest request) {
        checkLimit(limit);
        Language language = Language.of(request);
        List<Target> matching = lookup.targets(lookup.find(id, caller)).stream()
                .filter(target -> step == null || target.step() == step)
                .filter(target -> state == null || state.isEmpty() || state.contains(target.state()))
                .toList();
        int from = Math.min(Math.max(pageToken, 0), matching.size());
        int to = Math.min(from + limit, matching.size());
        List<TargetView> page = matching.subList(from, to).stream()
                .map(target -> TargetView.of(target, language))
                .toList();
        return new TargetList(page, matching.size(), to < matching.size() ? String.valueOf(to) : null);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
    }
}
