package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.release.PlanView;
import io.slipway.dispatcher.release.PlanViews;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.store.ReleasePlan;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans what brings game servers to the desired version. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}/converge-plans")
@Tag(name = "installations")
class ConvergeController {
    private final Locations locations;
    private final JobDesk desk;
    private final ConvergeRequests requests;
    private final PlanViews views;

    ConvergeController(Locations locations, JobDesk desk, ConvergeRequests requests, PlanViews views) {
        this.locations = locations;
        this.desk = desk;
        this.requests = requests;
        this.views = views;
    }

    @Allowed(AccessRole.RELEASER)
    @PostMapping
    @Operation(
            summary = "Plan what brings game servers to the desired version",
            description =
                    "Chooses those that are late, those that no release has reached, and, with `drift`, those in which that job"
                            + " found differences. Nothing is touched; the plan is run with `releases`. 422"
                            + " `nothing_to_converge` where all is as it should be.")
    @ApiResponse(responseCode = "201", description = "The plan; `Location` is its address")
    ResponseEntity<PlanView> plan(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody ConvergeBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        ReleasePlan plan = requests.plan(location, body, caller);
        return ResponseEntity.created(URI.create("/api/v1/release-plans/" + plan.id()))
                .body(views.of(plan, Language.of(request)));
    }
}
