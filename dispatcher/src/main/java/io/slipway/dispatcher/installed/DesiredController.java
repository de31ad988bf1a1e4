package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.Locations;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.name.SafeName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which version should run where. */
@RestController
@RequestMapping("/api/v1/projects/{project}/areas/{area}/desired")
@Tag(name = "installations")
class DesiredController {
    private static final String AREA = "Name of the area (大陆, URL-encoded) or one of its codes (cn)";

    private final Locations locations;
    private final SelectedServers registered;
    private final PackageStore packages;
    private final DesiredVersions desired;

    DesiredController(Locations locations, SelectedServers registered, PackageStore packages, DesiredVersions desired) {
        this.locations = locations;
        this.registered = registered;
        this.packages = packages;
        this.desired = desired;
    }

    /** By type. */
    @Schema(name = "DesiredVersionList")
    public record DesiredList(List<DesiredView> desired) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(
            summary = "The desired versions of an area",
            description =
                    "One for each type of its registered game servers that a version is asked for. It is that of the"
                            + " newest release or rollback with a success, unless a person has said another since.")
    DesiredList list(
            @PathVariable String project, @Parameter(description = AREA) @PathVariable String area, Caller caller) {
        Location location = locations.findWhole(caller, project, area);
        return new DesiredList(desired.of(project, location.area().name(), types(location)).stream()
                .map(DesiredView::of)
                .toList());
    }

    @Allowed(AccessRole.RELEASER)
    @PutMapping("/{app_type}")
    @Operation(
            summary = "Say which version is desired",
            description =
                    "Nothing is touched; `converge-plans` brings game servers to it. The next release says another.")
    DesiredView put(
            @PathVariable String project,
            @Parameter(description = AREA) @PathVariable String area,
            @Parameter(description = "项目类型", example = "GameServer") @PathVariable("app_type") String appType,
            @RequestBody DesiredBody body,
            Caller caller) {
        Location location = locations.findWhole(caller, project, area);
        FieldProblems problems = new FieldProblems();
        if (!types(location).contains(appType)) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    "",
                    "该地区没有登记这种项目类型的游戏服",
                    "The area has no registered game server of this type"));
        }
        problems.require(SafeName.allowed(body.version()), ProblemCode.BAD_NAME, "/version");
        problems.refuseIfAny();
        String manifest = packages.ready(project, appType, body.version())
                .map(ReleasePackage::manifest)
                .orElseThrow(() -> new ProblemException(FieldProblem.of(
                        ProblemCode.UNKNOWN_PACKAGE,
                        "/version",
                        "没有已就绪的这个版本,请先解包(packages)",
                        "There is no such version that is ready; ask for its package first")));
        DesiredView said = DesiredView.of(
                desired.say(project, location.area().name(), appType, body.version(), manifest, caller.name()));
        ChangeNote.of(null, said);
        return said;
    }

    private List<String> types(Location location) {
        return registered.all(location).stream()
                .map(RegisteredServer::appType)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }
}
