package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How many jobs there are; not below {@code /jobs}, where every name may be a job's. */
@RestController
@Tag(name = "jobs")
class JobCountController {
    private static final int MOST = 1000;

    private final JobStore jobs;

    JobCountController(JobStore jobs) {
        this.jobs = jobs;
    }

    /** Jobs by state. */
    public record JobCounts(
            @Schema(description = "How many, by state", example = "{\"RUNNING\": 2}")
            Map<JobState, Integer> counts,

            @Schema(description = "That many stands for that many or more")
            int most) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/job-counts")
    @Operation(
            summary = "How many jobs there are in each state",
            description = "Of the projects and kinds that are asked for; of one state at most 1000 are counted.")
    JobCounts counts(
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            @Parameter(description = "Only these kinds") @RequestParam(required = false) @Nullable Set<JobKind> kind,
            Caller caller) {
        ProjectFilter filter = ProjectFilter.of(project, caller);
        Map<JobState, Integer> counts =
                filter.nothing() ? Map.of() : jobs.count(filter.projects(), kind == null ? Set.of() : kind, MOST);
        return new JobCounts(counts, MOST);
    }
}
