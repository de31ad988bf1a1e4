package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Maintenance;
import io.slipway.dispatcher.store.MaintenanceStore;
import io.slipway.dispatcher.store.ProjectStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Windows and freezes of a project. */
@RestController
@RequestMapping("/api/v1/projects/{project}/maintenance")
@Tag(name = "maintenance", description = "When a project may be changed")
class MaintenanceController {
    private final MaintenanceStore store;
    private final ProjectStore projects;
    private final Clock clock;

    MaintenanceController(MaintenanceStore store, ProjectStore projects, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.clock = clock;
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "The calendar of a project, and whether it is open now")
    MaintenanceView get(@PathVariable String project, Caller caller) {
        mustBeThere(project, caller);
        return MaintenanceView.of(store.of(project), clock.instant());
    }

    @Allowed(AccessRole.ADMIN)
    @PutMapping
    @Operation(
            summary = "Replace the calendar of a project",
            description =
                    "From now on jobs that change hosts begin only in a window and not in a freeze; those that run go on. 409"
                            + " `changed_meanwhile` where the revision is not the stored one.")
    MaintenanceView put(@PathVariable String project, @RequestBody MaintenanceBody body, Caller caller) {
        mustBeThere(project, caller);
        Maintenance known = store.of(project);
        Maintenance next = body.toMaintenance(project, known.revision());
        if (!store.replace(next)) {
            throw new ProblemException(ProblemCode.CHANGED_MEANWHILE);
        }
        Maintenance stored = store.of(project);
        ChangeNote.of(known, stored);
        return MaintenanceView.of(stored, clock.instant());
    }

    private void mustBeThere(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        if (projects.find(project).isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
    }
}
