package io.slipway.dispatcher.preflight;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.request.Locations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Go or no go, before a job. */
@RestController
@Tag(name = "onboarding")
class PreflightController {
    private final Locations locations;
    private final Preflight preflight;
    private final Clock clock;

    PreflightController(Locations locations, Preflight preflight, Clock clock) {
        this.locations = locations;
        this.preflight = preflight;
        this.clock = clock;
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/projects/{project}/areas/{area}/preflight")
    @Operation(
            summary = "Say whether everything a job needs is in place",
            description =
                    "Workers look at their directories, secrets, rsync modules, game hosts and Erlang nodes, the dispatcher at"
                            + " the CMDB. Nothing is changed: no file, order, document (but the audit) or callback. Takes up to"
                            + " 20 s; what was not looked at in time is `unknown`. 409 `not_allowed_now` where too many run.")
    @ApiResponse(responseCode = "200", description = "The grid; `go` where no cell is no_go or unknown")
    PreflightView preflight(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody(required = false) @Nullable PreflightBody body,
            Caller caller,
            HttpServletRequest request)
            throws InterruptedException {
        PreflightScope scope = PreflightScope.of(
                locations.find(caller, project, area, false), Objects.requireNonNullElse(body, PreflightBody.EMPTY));
        return PreflightView.of(clock.instant(), preflight.look(scope), Language.of(request));
    }
}
