package io.slipway.dispatcher.release.packages;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.request.AcceptedView;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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

/** Versions that can be released. */
@RestController
@RequestMapping("/api/v1/projects/{project}")
@Tag(name = "releases", description = "Versions as they were built, plans, and what is made of them")
class PackageController {
    private static final int MOST_LISTED = 200;

    private final Locations locations;
    private final PackageRequests requests;
    private final JobDesk desk;
    private final ProjectStore projects;
    private final PackageStore packages;
    private final ManifestFiles manifests;

    PackageController(
            Locations locations,
            PackageRequests requests,
            JobDesk desk,
            ProjectStore projects,
            PackageStore packages,
            ManifestFiles manifests) {
        this.locations = locations;
        this.requests = requests;
        this.desk = desk;
        this.projects = projects;
        this.packages = packages;
        this.manifests = manifests;
    }

    @Allowed(AccessRole.RELEASER)
    @PostMapping("/areas/{area}/packages")
    @Operation(
            summary = "Unpack a version, so that it can be released",
            description =
                    "A receiver unpacks `{app_type}/{version}` (a directory, a zip or a tar.gz) into a fresh directory and lists"
                            + " its files. A version that is READY never changes: 409 `package_exists`. One that FAILED may be"
                            + " asked for again with another uuid.")
    @ApiResponse(responseCode = "202", description = "Stored; `Location` names the job")
    ResponseEntity<AcceptedView> ask(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody PackageBody body,
            Caller caller,
            HttpServletRequest request) {
        Location location = locations.findWhole(caller, project, area);
        desk.admitRequest(location.project());
        JobIntake.Accepted accepted = requests.accept(location, body, caller);
        RequestMarks.job(request, accepted.job().id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + accepted.job().id()))
                .body(AcceptedView.of(accepted));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/packages")
    @Operation(summary = "List packages, newest first")
    PackageView.Page list(
            @PathVariable String project,
            @Parameter(description = "Only of this app type")
                    @RequestParam(name = "app_type", required = false)
                    @Nullable
                    String appType,
            @Parameter(description = "1 to 200") @RequestParam(defaultValue = "50") int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller,
            HttpServletRequest request) {
        see(project, caller);
        if (limit < 1 || limit > MOST_LISTED) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        List<ReleasePackage> found = packages.list(project, appType, after, limit + 1);
        boolean more = found.size() > limit;
        List<ReleasePackage> page = more ? found.subList(0, limit) : found;
        Language language = Language.of(request);
        return new PackageView.Page(
                page.stream().map(one -> PackageView.of(one, language)).toList(),
                more ? page.get(limit - 1).order() : null);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/packages/{app_type}/{version}")
    @Operation(summary = "One package")
    PackageView get(
            @PathVariable String project,
            @PathVariable("app_type") String appType,
            @PathVariable String version,
            Caller caller,
            HttpServletRequest request) {
        return PackageView.of(find(project, appType, version, caller), Language.of(request));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/packages/{app_type}/{version}/files")
    @Operation(
            summary = "The files of a package, by name",
            description = "Name, size, MD5 and SHA-256. 409 `not_allowed_now` until it is READY.")
    PackageFilePage files(
            @PathVariable String project,
            @PathVariable("app_type") String appType,
            @PathVariable String version,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "500") int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller) {
        ChangePage.Wish wish = ChangePage.Wish.of(null, limit, after);
        return PackageFilePage.of(manifests.of(digest(find(project, appType, version, caller))), wish);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/packages/{app_type}/{version}/difference")
    @Operation(
            summary = "How a package differs from another one of its app type",
            description = "By the SHA-256 of each file. 409 `not_allowed_now` until both are READY.")
    ChangePage difference(
            @PathVariable String project,
            @PathVariable("app_type") String appType,
            @PathVariable String version,
            @Parameter(description = "The other version") @RequestParam String from,
            @Parameter(description = "Only `new`, `changed` or `removed` files")
                    @RequestParam(required = false)
                    @Nullable
                    String kind,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "500") int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller) {
        ChangePage.Wish wish = ChangePage.Wish.of(kind, limit, after);
        String newer = digest(find(project, appType, version, caller));
        String older = digest(find(project, appType, from, caller));
        VersionChanges changes = VersionChanges.between(manifests.of(older), manifests.of(newer), Set.of());
        return ChangePage.of(from, version, changes, wish);
    }

    private ReleasePackage find(String project, String appType, String version, Caller caller) {
        see(project, caller);
        return packages.find(project, appType, version)
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_VERSION));
    }

    private static String digest(ReleasePackage found) {
        String digest = found.manifest();
        if (digest == null) {
            String name = found.appType() + " " + found.version().version();
            throw new ProblemException(
                    ProblemCode.NOT_ALLOWED_NOW,
                    List.of(),
                    new ProblemException.Hint(
                            name + " 尚未就绪,请查看任务 " + found.jobId(), name + " is not ready, see job " + found.jobId()));
        }
        return digest;
    }

    private void see(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        if (projects.find(project).isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
    }
}
