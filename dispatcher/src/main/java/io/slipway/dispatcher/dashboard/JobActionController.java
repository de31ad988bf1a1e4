package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.MaintenanceGate;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.JobActions;
import io.slipway.dispatcher.store.Job;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cancel and retry. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "jobs")
class JobActionController {
    private final JobLookup lookup;
    private final JobActions actions;
    private final MaintenanceGate maintenance;

    JobActionController(JobLookup lookup, JobActions actions, MaintenanceGate maintenance) {
        this.lookup = lookup;
        this.actions = actions;
        this.maintenance = maintenance;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/cancel")
    @Operation(
            summary = "Stop a job",
            description =
                    "Nothing new starts once this has answered; what runs is asked to stop. Twice is the same as once;"
                            + " 409 `not_allowed_now` where the job is over.")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> cancel(@PathVariable String id, Caller caller, HttpServletRequest request) {
        Job job = lookup.find(id, caller);
        RequestMarks.job(request, job.id());
        return ResponseEntity.accepted().body(lookup.counted(actions.cancel(job.id(), caller.name())));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/retry")
    @Operation(
            summary = "Another round with what did not succeed",
            description =
                    "Same inputs as before. 409 `not_allowed_now` where the job is not over, or everything succeeded; 409"
                            + " `frozen` or `outside_window` where maintenance says no.")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> retry(
            @PathVariable String id,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            Caller caller,
            HttpServletRequest request) {
        Job job = lookup.find(id, caller);
        RequestMarks.job(request, job.id());
        OverrideReason.check(overrideReason, request);
        maintenance.admit(job.project(), job.kind(), overrideReason);
        return ResponseEntity.accepted().body(lookup.counted(actions.retry(job.id(), caller.name())));
    }
}
