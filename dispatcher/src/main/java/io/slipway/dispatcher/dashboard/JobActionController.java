package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.MaintenanceGate;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.Coverage;
import io.slipway.dispatcher.plan.JobActions;
import io.slipway.dispatcher.plan.RetryChoice;
import io.slipway.dispatcher.plan.WaveActions;
import io.slipway.dispatcher.store.Job;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person does with a job; each answer says what it takes hold of, also before it is done. */
@RestController
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "jobs")
class JobActionController {
    /** Who may not start them may not steer them. */
    private static final Set<JobKind> RELEASING = Set.of(JobKind.PACKAGE, JobKind.RELEASE);

    private static final String DRY_RUN = "Say in `covers` what it would take hold of, and do nothing";

    private final JobLookup lookup;
    private final JobActions actions;
    private final WaveActions waves;
    private final MaintenanceGate maintenance;

    JobActionController(JobLookup lookup, JobActions actions, WaveActions waves, MaintenanceGate maintenance) {
        this.lookup = lookup;
        this.actions = actions;
        this.waves = waves;
        this.maintenance = maintenance;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/cancel")
    @Operation(
            summary = "Stop a job",
            description =
                    "Nothing new starts once this has answered; what runs is asked to stop. Twice is the same as once;"
                            + " 409 `not_allowed_now` where the job is over.")
    @ApiResponse(responseCode = "200", description = "With `dry_run=true`: the job, and what it would take hold of")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> cancel(
            @PathVariable String id,
            @Parameter(description = DRY_RUN) @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            Caller caller,
            HttpServletRequest request) {
        Job job = found(id, caller, request);
        Coverage covers = actions.cancelling(job);
        return answer(job, covers, dryRun, request, () -> actions.cancel(job.id(), caller.name()));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/retry")
    @Operation(
            summary = "Another round with what did not succeed",
            description =
                    "Same inputs as before. A body narrows it to some of the hosts that did not succeed; 422 `not_failed` or"
                            + " `no_such_failure` where one named is not among them. Of a paused job: only the hosts that failed, what waits goes on waiting. 409"
                            + " `not_allowed_now` where the job is neither over nor paused, where hosts of a paused job are at"
                            + " work, or where everything succeeded; 409 `frozen` or `outside_window` where maintenance says no.")
    @ApiResponse(responseCode = "200", description = "With `dry_run=true`: the job, and what it would take hold of")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> retry(
            @PathVariable String id,
            @Parameter(description = DRY_RUN) @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            @RequestBody(required = false) @Nullable RetryBody body,
            Caller caller,
            HttpServletRequest request) {
        Job job = found(id, caller, request);
        admit(job, dryRun, overrideReason, request);
        boolean paused = job.state() == JobState.PAUSED;
        RetryChoice choice =
                body == null ? RetryChoice.ALL : body.of(paused ? waves.repeatable(job) : actions.repeatable(job));
        Coverage covers = paused ? waves.repeating(job, choice) : actions.retrying(job, choice);
        return answer(
                job,
                covers,
                dryRun,
                request,
                () -> paused
                        ? waves.retryFailed(job.id(), caller.name(), choice)
                        : actions.retry(job.id(), caller.name(), choice));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/pause")
    @Operation(
            summary = "Begin no further host of a job in waves",
            description =
                    "Hosts at work go on. Twice is the same as once; 409 `not_allowed_now` where the job has no waves or"
                            + " does not run.")
    @ApiResponse(responseCode = "200", description = "With `dry_run=true`: the job, and what it would take hold of")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> pause(
            @PathVariable String id,
            @Parameter(description = DRY_RUN) @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            Caller caller,
            HttpServletRequest request) {
        Job job = found(id, caller, request);
        Coverage covers = waves.pausing(job);
        return answer(job, covers, dryRun, request, () -> waves.pause(job.id(), caller.name()));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/resume")
    @Operation(
            summary = "Go on with a paused job",
            description =
                    "Confirms the wave that waits; failures so far do not count any more. 409 `not_allowed_now` where the"
                            + " job is not paused; 409 `frozen` or `outside_window` where maintenance says no.")
    @ApiResponse(responseCode = "200", description = "With `dry_run=true`: the job, and what it would take hold of")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> resume(
            @PathVariable String id,
            @Parameter(description = DRY_RUN) @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            Caller caller,
            HttpServletRequest request) {
        Job job = found(id, caller, request);
        admit(job, dryRun, overrideReason, request);
        Coverage covers = waves.resuming(job);
        return answer(job, covers, dryRun, request, () -> waves.resume(job.id()));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/waves/{wave}/skip")
    @Operation(
            summary = "Leave out the hosts of a wave that have not begun",
            description = "A later retry takes them up again. 409 `not_allowed_now` where no host of that wave waits.")
    @ApiResponse(responseCode = "200", description = "With `dry_run=true`: the job, and what it would take hold of")
    @ApiResponse(responseCode = "202", description = "The job as it is now")
    ResponseEntity<JobView> skip(
            @PathVariable String id,
            @PathVariable int wave,
            @Parameter(description = DRY_RUN) @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
            Caller caller,
            HttpServletRequest request) {
        Job job = found(id, caller, request);
        Coverage covers = waves.skipping(job, wave);
        return answer(job, covers, dryRun, request, () -> waves.skip(job.id(), wave, caller.name()));
    }

    private void admit(Job job, boolean dryRun, @Nullable String overrideReason, HttpServletRequest request) {
        OverrideReason.check(overrideReason, request);
        if (!dryRun) {
            maintenance.admit(job.project(), job.kind(), overrideReason);
        }
    }

    private Job found(String id, Caller caller, HttpServletRequest request) {
        Job job = lookup.find(id, caller);
        RequestMarks.job(request, job.id());
        if (RELEASING.contains(job.kind())) {
            caller.mustHold(AccessRole.RELEASER, job.project());
        }
        return job;
    }

    private ResponseEntity<JobView> answer(
            Job job, Coverage covers, boolean dryRun, HttpServletRequest request, Supplier<Job> act) {
        CoverageView covered = CoverageView.of(covers, Language.of(request));
        return dryRun
                ? ResponseEntity.ok(lookup.counted(job).covering(covered))
                : ResponseEntity.accepted().body(lookup.counted(act.get()).covering(covered));
    }
}
