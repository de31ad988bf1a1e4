package io.slipway.dispatcher.release;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.release.packages.ChangePage;
import io.slipway.dispatcher.release.packages.ManifestFiles;
import io.slipway.dispatcher.release.packages.VersionChanges;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.store.PlanStore;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Change;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a release would do. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "releases")
class PlanController {
    private static final String RELEASE = """
            {"app_type": "GameServer", "version": "004200000", "servers": {"roles": ["game"]},
             "waves": {"canary": ["10.1.1.1"], "sizes": ["10%"], "between": "confirm"}}""";
    private static final String ROLLBACK = """
            {"purpose": "rollback", "rollback_of": "7c1e0bd2-3b4f-4a1c-9d0c-6a5c0f3f1a11"}""";

    private final Locations locations;
    private final JobDesk desk;
    private final PlanRequests requests;
    private final PlanStore plans;
    private final PlanViews views;
    private final ManifestFiles manifests;

    PlanController(
            Locations locations,
            JobDesk desk,
            PlanRequests requests,
            PlanStore plans,
            PlanViews views,
            ManifestFiles manifests) {
        this.locations = locations;
        this.desk = desk;
        this.requests = requests;
        this.plans = plans;
        this.views = views;
        this.manifests = manifests;
    }

    @Allowed(AccessRole.RELEASER)
    @PostMapping("/projects/{project}/areas/{area}/release-plans")
    @Operation(
            summary = "Plan a release or a rollback",
            description =
                    "Nothing is touched. The plan can be run once, with `releases`, until it expires or what it stands on"
                            + " changes.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "release", value = RELEASE),
                                                @ExampleObject(name = "rollback", value = ROLLBACK)
                                            })))
    @ApiResponse(responseCode = "201", description = "The plan; `Location` is its address")
    ResponseEntity<PlanView> plan(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody PlanBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        ReleasePlan plan = requests.plan(location, body, caller);
        return ResponseEntity.created(URI.create("/api/v1/release-plans/" + plan.id()))
                .body(views.of(plan, Language.of(request)));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/release-plans/{id}")
    @Operation(summary = "A plan, and whether it can be run now")
    PlanView get(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return views.of(find(id, caller), Language.of(request));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/release-plans/{id}/files")
    @Operation(
            summary = "The files that a plan changes, by name",
            description = "Against one of the versions that ran when it was made; see its `differences`.")
    ChangePage files(
            @PathVariable String id,
            @Parameter(
                            description =
                                    "`from_version` of one of its differences; absent: where nothing is known, or the only one")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Only `new`, `changed`, `removed` or `kept` files")
                    @RequestParam(required = false)
                    @Nullable
                    String kind,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "500") int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller) {
        ChangePage.Wish wish = ChangePage.Wish.of(kind, limit, after);
        ReleasePlan plan = find(id, caller);
        Change change = difference(plan, from);
        List<ManifestFile> before = change.manifest() == null
                ? List.of()
                : manifests.find(change.manifest()).orElse(List.of());
        VersionChanges changes = VersionChanges.between(
                before,
                manifests.of(plan.manifest()),
                new HashSet<>(plan.options().kept()));
        return ChangePage.of(change.version(), plan.version().version(), changes, wish);
    }

    private static Change difference(ReleasePlan plan, @Nullable String from) {
        List<Change> all = plan.differences();
        return from == null && all.size() == 1
                ? all.get(0)
                : all.stream()
                        .filter(change -> Objects.equals(change.version(), from))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?from")));
    }

    private ReleasePlan find(String id, Caller caller) {
        ReleasePlan plan = plans.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PLAN));
        caller.mustSee(plan.project(), ProblemCode.UNKNOWN_PLAN);
        return plan;
    }
}
