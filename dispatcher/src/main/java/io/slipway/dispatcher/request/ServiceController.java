package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.JobIntake;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
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

/** Takes requests to start, stop and restart. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}/services")
@Tag(name = "requests")
class ServiceController {
    private final Locations locations;
    private final ServiceRequests requests;
    private final JobDesk desk;

    ServiceController(Locations locations, ServiceRequests requests, JobDesk desk) {
        this.locations = locations;
        this.requests = requests;
        this.desk = desk;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping
    @Operation(
            summary = "Start, stop or restart game servers",
            description =
                    "Only registered game servers of the area; what is selected is looked up once, at accept. The same uuid with"
                            + " the same body is the same job, `duplicate: true`. With `dry_run=true` the answer is 200 and says"
                            + " what would be touched.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "labels", value = RequestExamples.SERVICE),
                                                @ExampleObject(name = "names", value = RequestExamples.SERVICE_NAMES)
                                            })))
    @ApiResponse(
            responseCode = "200",
            description = "With `dry_run=true`: what would be touched; nothing is stored",
            content = @Content(schema = @Schema(implementation = ServicePlanView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; `Location` names the job",
            content = @Content(schema = @Schema(implementation = AcceptedView.class)))
    ResponseEntity<Record> ask(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @Parameter(description = "Say what would be touched, and store nothing")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            @RequestBody ServiceBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        if (dryRun) {
            return ResponseEntity.ok(requests.plan(location, body));
        }
        OverrideReason.check(overrideReason, request);
        JobIntake.Accepted accepted = requests.known(location, body)
                .orElseGet(() -> desk.accept(location.project(), requests.job(location, body, caller), overrideReason));
        RequestMarks.job(request, accepted.job().id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + accepted.job().id()))
                .body(AcceptedView.of(accepted));
    }
}
