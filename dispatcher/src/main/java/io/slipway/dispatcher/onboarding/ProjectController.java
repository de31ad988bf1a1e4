package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.SetupChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projects: areas, hosts, rsync managers, allowed Erlang calls, callback. */
@RestController
@RequestMapping("/api/v1/projects")
@Tag(name = "onboarding", description = "Projects and queue mappings")
class ProjectController {
    private final ProjectStore projects;
    private final Setup setup;

    ProjectController(ProjectStore projects, Setup setup) {
        this.projects = projects;
        this.setup = setup;
    }

    /** Every project the token may see. */
    public record ProjectList(List<Project> projects) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List the projects")
    ProjectList list(Caller caller) {
        return new ProjectList(projects.all().stream()
                .filter(project -> caller.sees(project.code()))
                .map(project -> shown(project, caller))
                .toList());
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{project}")
    @Operation(summary = "One project")
    Project get(@PathVariable String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        return projects.find(project)
                .map(found -> shown(found, caller))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
    }

    /** Only who may change the addresses of its chat robots is shown them. */
    static Project shown(Project project, Caller caller) {
        return caller.holds(AccessRole.ADMIN, project.code()) ? project : project.withoutNoticeAddresses();
    }

    @Allowed(AccessRole.ADMIN)
    @PutMapping("/{project}")
    @Operation(
            summary = "Create or replace a project",
            description = "The whole document. Jobs that were accepted before keep what they were accepted with. With"
                    + " `If-None-Match: *` a project that is there is not replaced: 409 `name_taken`.")
    Project put(
            @PathVariable String project,
            @RequestBody ProjectBody body,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        ProjectChecks.check(project, body);
        Project stored = body.toProject(project);
        setup.change(
                state -> {
                    OnlyNew.check(ifNoneMatch, state.project(project).isPresent(), "/code");
                    ChangeNote.of(state.project(project).orElse(null), stored);
                    return new SetupChange(List.of(stored), List.of());
                },
                Function.identity());
        return stored;
    }
}
