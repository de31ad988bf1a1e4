package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs where. */
@RestController
@RequestMapping("/api/v1/projects/{project}/installations")
@Tag(name = "installations", description = "What runs where, and how to make it so again")
class InstallationController {
    private static final int MAX_LIMIT = 500;
    private static final int FILES_IN_A_LIST = 5;
    private static final int FILES_OF_ONE = 200;

    private final ProjectStore projects;
    private final GameServerStore registry;
    private final InstallationRows rows;
    private final ManifestStore manifests;

    InstallationController(
            ProjectStore projects, GameServerStore registry, InstallationRows rows, ManifestStore manifests) {
        this.projects = projects;
        this.registry = registry;
        this.rows = rows;
        this.manifests = manifests;
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(
            summary = "What runs on the game servers of a project",
            description = "One line per registered game server, by IP and name; the counts are of all that match."
                    + " Several values of one parameter: any of them.")
    InstallationList list(
            @PathVariable String project,
            @Parameter(description = "Name or code") @RequestParam(required = false) @Nullable Set<String> area,
            @RequestParam(name = "app_type", required = false) @Nullable Set<String> appType,
            @Parameter(description = "That it stands on") @RequestParam(required = false) @Nullable Set<String> version,
            @RequestParam(required = false) @Nullable Set<String> ip,
            @Parameter(description = "true: only those that lack patches of the version they stand on")
                    @RequestParam(defaultValue = "false")
                    boolean lost,
            @Parameter(description = "true: only those that are not on the desired version")
                    @RequestParam(defaultValue = "false")
                    boolean behind,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String after,
            Caller caller) {
        Project found = project(project, caller);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        InstallationFilter filter = new InstallationFilter(
                found.areaNames(given(area)), given(appType), given(version), given(ip), lost, behind);
        List<InstallationRow> all = rows.of(found);
        List<InstallationRow> matching = all.stream().filter(filter::takes).toList();
        List<InstallationRow> rest = after == null ? matching : behind(all, after, matching);
        List<InstallationRow> page = rest.subList(0, Math.min(limit, rest.size()));
        PatchFiles files = new PatchFiles(manifests);
        return new InstallationList(
                InstallationList.Summary.of(matching),
                page.stream()
                        .map(row -> InstallationView.of(row, files, FILES_IN_A_LIST))
                        .toList(),
                matching.size(),
                page.size() < rest.size() ? page.get(page.size() - 1).server().id() : null);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}")
    @Operation(summary = "What runs on one game server", description = "With up to 200 files of each hot update.")
    InstallationView get(
            @PathVariable String project,
            @Parameter(description = "ip:name", example = "192.168.5.194:qq_1") @PathVariable String id,
            Caller caller) {
        Project found = project(project, caller);
        RegisteredServer server =
                registry.of(project).find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_GAME_SERVER));
        return InstallationView.of(rows.of(found, List.of(server)).get(0), new PatchFiles(manifests), FILES_OF_ONE);
    }

    private Project project(String code, Caller caller) {
        caller.mustSee(code, ProblemCode.UNKNOWN_PROJECT);
        return projects.find(code).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
    }

    /** What comes after that game server, also where it does not match any more. */
    private static List<InstallationRow> behind(
            List<InstallationRow> all, String after, List<InstallationRow> matching) {
        int place = IntStream.range(0, all.size())
                .filter(i -> all.get(i).server().id().equals(after))
                .findFirst()
                .orElseThrow(() -> new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?after")));
        Set<String> before =
                all.subList(0, place + 1).stream().map(row -> row.server().id()).collect(Collectors.toSet());
        return matching.stream()
                .filter(row -> !before.contains(row.server().id()))
                .toList();
    }

    private static Set<String> given(@Nullable Set<String> values) {
        return Objects.requireNonNullElse(values, Set.of());
    }
}
