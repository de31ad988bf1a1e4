package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.JobIntake.Accepted;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Puts lost hot updates back. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}/reapplies")
@Tag(name = "installations")
class ReapplyController {
    private final Locations locations;
    private final JobDesk desk;
    private final ReapplyRequests requests;

    ReapplyController(Locations locations, JobDesk desk, ReapplyRequests requests) {
        this.locations = locations;
        this.desk = desk;
        this.requests = requests;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping
    @Operation(
            summary = "Put back hot updates that game servers lost",
            description =
                    "One hot update job per lost patch, with the files and commands of the job that brought it first, on those"
                            + " game servers that lost it; the jobs of an area run one after another, so they come in the order of"
                            + " the stack. The same uuid with the same body is the same jobs. With `dry_run=true` the answer is"
                            + " 200 and says what they would be.")
    @ApiResponse(
            responseCode = "200",
            description = "With `dry_run=true`: what would be put back; nothing is stored",
            content = @Content(schema = @Schema(implementation = ReapplyView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Stored",
            content = @Content(schema = @Schema(implementation = ReapplyView.class)))
    ResponseEntity<ReapplyView> ask(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @Parameter(description = "Say what would be put back, and store nothing")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            @RequestBody ReapplyBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        if (dryRun) {
            return ResponseEntity.ok(ReapplyView.of(requests.plan(location, body)));
        }
        OverrideReason.check(overrideReason, request);
        List<Accepted> accepted = requests.run(location, body, caller, overrideReason);
        RequestMarks.job(request, accepted.get(0).job().id());
        return ResponseEntity.accepted().body(ReapplyView.of(accepted));
    }
}
