package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobKind;
import io.slipway.job.StepKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Compares live directories with the record. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "installations")
class DriftController {
    private static final int MAX_LIMIT = 500;

    private final Locations locations;
    private final DriftRequests requests;
    private final JobDesk desk;
    private final JobStore jobs;
    private final TargetStore targets;

    DriftController(Locations locations, DriftRequests requests, JobDesk desk, JobStore jobs, TargetStore targets) {
        this.locations = locations;
        this.requests = requests;
        this.desk = desk;
        this.jobs = jobs;
        this.targets = targets;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/projects/{project}/areas/{area}/drifts")
    @Operation(
            summary = "Compare live directories with the record",
            description =
                    "Changes nothing on the hosts and is not bound to maintenance windows. What should be there is the version"
                            + " with its hot updates, as the record has it when the request is accepted; kept files are not"
                            + " compared. With `dry_run=true` the answer is 200 and says what would be looked at. Results:"
                            + " `/jobs/{id}/drift`.")
    @ApiResponse(
            responseCode = "200",
            description = "With `dry_run=true`: what would be looked at; nothing is stored",
            content = @Content(schema = @Schema(implementation = DriftPlanView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; `Location` names the job",
            content = @Content(schema = @Schema(implementation = DriftAcceptedView.class)))
    ResponseEntity<Record> ask(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @Parameter(description = "Say what would be looked at, and store nothing")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @RequestBody DriftBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        Language language = Language.of(request);
        if (dryRun) {
            return ResponseEntity.ok(DriftPlanView.of(requests.choose(location, body), language));
        }
        List<SkippedView> skipped = new ArrayList<>();
        JobIntake.Accepted accepted = requests.known(location, body).orElseGet(() -> {
            DriftChoice choice = requests.choose(location, body);
            choice.skipped().forEach(one -> skipped.add(one.in(language)));
            return desk.accept(location.project(), requests.job(location, body, choice, caller), null);
        });
        RequestMarks.job(request, accepted.job().id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + accepted.job().id()))
                .body(DriftAcceptedView.of(accepted, skipped));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/jobs/{id}/drift")
    @Operation(
            summary = "What a comparison found",
            description = "One line per game server, in the order of the job; the totals are of all of them. 409"
                    + " `not_allowed_now` for a job of another kind.")
    DriftView get(
            @PathVariable String id,
            @Parameter(description = "Only these: same, differs, unknown, pending")
                    @RequestParam(required = false)
                    @Nullable
                    Set<String> state,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller,
            HttpServletRequest request) {
        Job job = jobs.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_JOB));
        caller.mustSee(job.project(), ProblemCode.UNKNOWN_JOB);
        if (job.kind() != JobKind.DRIFT) {
            throw new ProblemException(
                    ProblemCode.NOT_ALLOWED_NOW,
                    List.of(),
                    new ProblemException.Hint("该任务不是比对任务", "This job compares nothing"));
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        return DriftView.of(
                job,
                targets.find(job.step(StepKind.COMPARE).targets()),
                state == null ? Set.of() : state,
                after,
                limit,
                Language.of(request));
    }
}
