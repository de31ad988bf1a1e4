package io.slipway.dispatcher.release;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.request.AcceptedView;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs plans. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}/releases")
@Tag(name = "releases")
class ReleaseController {
    private final Locations locations;
    private final JobDesk desk;
    private final ReleaseRequests requests;

    ReleaseController(Locations locations, JobDesk desk, ReleaseRequests requests) {
        this.locations = locations;
        this.desk = desk;
        this.requests = requests;
    }

    @Allowed(AccessRole.RELEASER)
    @PostMapping
    @Operation(
            summary = "Run a plan",
            description =
                    "Exactly what the plan says. 409 `plan_expired`, `plan_void` (with what has changed) or `plan_used`: make a new"
                            + " plan. The same uuid with the same plan is the same job, `duplicate: true`.")
    @ApiResponse(responseCode = "202", description = "Stored; `Location` names the job")
    ResponseEntity<AcceptedView> run(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            @RequestBody ReleaseBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        OverrideReason.check(overrideReason, request);
        JobIntake.Accepted accepted = requests.run(location, body, caller, overrideReason);
        RequestMarks.job(request, accepted.job().id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + accepted.job().id()))
                .body(AcceptedView.of(accepted));
    }
}
