package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.SourceSettings;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the versions of a project come from. */
@RestController
@RequestMapping("/api/v1/projects/{project}/version-sources")
@Tag(name = "versions", description = "What there is to release, and where it comes from")
class VersionSourceController {
    private static final int MOST_OF_A_PROJECT = 50;

    private final ProjectStore projects;
    private final VersionSourceStore sources;
    private final VersionsProperties properties;

    VersionSourceController(ProjectStore projects, VersionSourceStore sources, VersionsProperties properties) {
        this.projects = projects;
        this.sources = sources;
        this.properties = properties;
    }

    /** The sources of a project, by name. */
    public record VersionSourceList(List<VersionSourceView> sources) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List the version sources of a project with their health")
    VersionSourceList list(@PathVariable String project, Caller caller, HttpServletRequest request) {
        requireProject(project, caller);
        Language language = Language.of(request);
        return new VersionSourceList(sources.of(project).stream()
                .map(source -> VersionSourceView.of(source, language))
                .toList());
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{name}")
    @Operation(summary = "One version source with its health")
    VersionSourceView get(
            @PathVariable String project, @PathVariable String name, Caller caller, HttpServletRequest request) {
        requireProject(project, caller);
        return sources.find(project, name)
                .map(source -> VersionSourceView.of(source, Language.of(request)))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_SOURCE));
    }

    @Allowed(AccessRole.ADMIN)
    @PutMapping("/{name}")
    @Operation(
            summary = "Create or replace a version source",
            description =
                    "It is looked at within seconds. Pointed elsewhere it is read from its beginning; versions that were"
                            + " stored before stay.")
    VersionSourceView put(
            @PathVariable String project,
            @PathVariable String name,
            @RequestBody VersionSourceBody body,
            Caller caller,
            HttpServletRequest request) {
        requireProject(project, caller);
        SourceSettings settings = VersionSourceChecks.read(name, body, properties);
        List<VersionSource> present = sources.of(project);
        if (present.size() >= MOST_OF_A_PROJECT
                && present.stream().noneMatch(source -> source.name().equals(name))) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.TOO_MANY,
                    "",
                    "每个项目最多 " + MOST_OF_A_PROJECT + " 个版本来源",
                    "At most " + MOST_OF_A_PROJECT + " version sources of a project"));
        }
        VersionSource stored = sources.put(VersionSource.fresh(project, name, settings));
        ChangeNote.of(
                present.stream()
                        .filter(source -> source.name().equals(name))
                        .findFirst()
                        .map(VersionSource::settings)
                        .orElse(null),
                stored.settings());
        return VersionSourceView.of(stored, Language.of(request));
    }

    @Allowed(AccessRole.ADMIN)
    @DeleteMapping("/{name}")
    @Operation(summary = "Remove a version source", description = "The versions that were stored from it stay.")
    @ApiResponse(responseCode = "204", description = "Removed")
    ResponseEntity<Void> delete(@PathVariable String project, @PathVariable String name, Caller caller) {
        requireProject(project, caller);
        VersionSource known =
                sources.find(project, name).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_SOURCE));
        if (!sources.delete(project, name)) {
            throw new ProblemException(ProblemCode.UNKNOWN_SOURCE);
        }
        ChangeNote.of(known.settings(), null);
        return ResponseEntity.noContent().build();
    }

    private void requireProject(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        if (projects.find(project).isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
    }
}
