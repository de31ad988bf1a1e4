package io.slipway.dispatcher.request;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
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

/** Takes job requests: from the CMDB, the dashboard and scripts alike. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}")
@Tag(name = "requests", description = "Ask for jobs")
class RequestController {
    private static final String AREA = "Name of the area (大陆, URL-encoded) or one of its codes (cn)";

    private final Locations locations;
    private final JobRequests requests;
    private final JobDesk desk;

    RequestController(Locations locations, JobRequests requests, JobDesk desk) {
        this.locations = locations;
        this.requests = requests;
        this.desk = desk;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/file-pulls")
    @Operation(
            summary = "Snapshot a version directory and list its files",
            description =
                    "Accepted means stored. The list is at `/api/v1/jobs/{id}/files` once the job has succeeded. The same"
                            + " uuid with the same body is the same job, `duplicate: true`.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples =
                                                    @ExampleObject(
                                                            name = "hot_server",
                                                            value = RequestExamples.FILE_PULL))))
    @ApiResponse(responseCode = "202", description = "Stored; `Location` names the job")
    ResponseEntity<AcceptedView> pull(
            @PathVariable String project,
            @Parameter(description = AREA) @PathVariable String area,
            @RequestBody FilePullBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.find(caller, project, area, VersionRef.HOT_CLIENT.equals(body.updateType()));
        desk.admitRequest(location.project());
        return answer(desk.accept(location.project(), requests.pull(location, body, caller), null), request);
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/hot-updates")
    @Operation(
            summary = "Bring chosen files to running game servers and load them, or to a CDN",
            description =
                    "The CMDB's body, unchanged. `update_type` may be `hot_client` or `hot_server`; `update_server_list` makes"
                            + " it a server update, `data` a client update of CDN directories.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "hot_server", value = RequestExamples.HOT_SERVER),
                                                @ExampleObject(name = "hot_client", value = RequestExamples.HOT_CLIENT)
                                            })))
    @ApiResponse(responseCode = "202", description = "Stored; `Location` names the job")
    ResponseEntity<AcceptedView> hotUpdate(
            @PathVariable String project,
            @Parameter(description = AREA) @PathVariable String area,
            @Parameter(description = OverrideReason.DESCRIPTION)
                    @RequestParam(name = OverrideReason.PARAMETER, required = false)
                    @Nullable
                    String overrideReason,
            @RequestBody HotUpdateBody body,
            Caller caller,
            HttpServletRequest request) {
        JobRequests.checkShape(body);
        Location location = locations.find(caller, project, area, body.data() != null);
        desk.admitRequest(location.project());
        OverrideReason.check(overrideReason, request);
        NewJob job = requests.hotUpdate(location, body, caller);
        return answer(desk.accept(location.project(), job, overrideReason), request);
    }

    private static ResponseEntity<AcceptedView> answer(JobIntake.Accepted accepted, HttpServletRequest request) {
        RequestMarks.job(request, accepted.job().id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + accepted.job().id()))
                .body(AcceptedView.of(accepted));
    }
}
