package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.store.Schedule;
import io.slipway.dispatcher.store.Schedule.State;
import io.slipway.dispatcher.store.ScheduleStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that begin later. */
@RestController
@Tag(name = "schedules", description = "Jobs at a time, or after a delay")
class ScheduleController {
    private static final int MAX_LIMIT = 500;

    private final ScheduleDesk desk;
    private final ScheduleStore store;
    private final JsonMapper json;
    private final Clock clock;

    ScheduleController(ScheduleDesk desk, ScheduleStore store, JsonMapper json, Clock clock) {
        this.desk = desk;
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** Schedules, the latest due first. */
    public record ScheduleList(List<ScheduleView> schedules) {}

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/projects/{project}/areas/{area}/schedules")
    @Operation(
            summary = "Ask for a job that begins later",
            description =
                    "Checked now as if it began now, and once more when it is due. The job then has the id of the schedule. The"
                            + " same uuid with the same request is the same schedule.")
    @ApiResponse(responseCode = "201", description = "Stored; `Location` names the schedule")
    ResponseEntity<ScheduleView> take(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody ScheduleBody body,
            Caller caller,
            HttpServletRequest request) {
        note(body, request);
        ScheduleDesk.Taken taken = desk.take(caller, project, area, body);
        RequestMarks.job(request, taken.schedule().id());
        ChangeNote.of(null, view(taken.schedule(), request));
        URI self = URI.create("/api/v1/schedules/" + taken.schedule().id());
        return (taken.duplicate() ? ResponseEntity.ok().location(self) : ResponseEntity.created(self))
                .body(view(taken.schedule(), request));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/schedules")
    @Operation(summary = "List the schedules, the latest due first")
    ScheduleList list(
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            @Parameter(description = "Only these states") @RequestParam(required = false) @Nullable Set<State> state,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            Caller caller,
            HttpServletRequest request) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        ProjectFilter filter = ProjectFilter.of(project, caller);
        if (filter.nothing()) {
            return new ScheduleList(List.of());
        }
        return new ScheduleList(store.list(filter.projects(), state == null ? Set.of() : state, limit).stream()
                .map(schedule -> view(schedule, request))
                .toList());
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/schedules/{id}")
    @Operation(summary = "One schedule")
    ScheduleView get(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return view(find(id, caller), request);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/schedules/{id}/body")
    @Operation(summary = "The request it will hand in")
    JsonNode body(@PathVariable String id, Caller caller) {
        return json.readTree(find(id, caller).body());
    }

    @Allowed(AccessRole.OPERATOR)
    @PutMapping("/api/v1/schedules/{id}")
    @Operation(
            summary = "Change a schedule that waits",
            description =
                    "The whole document, same uuid. 409 `not_allowed_now` where it is not waiting any more, `changed_meanwhile`"
                            + " where another change was faster.")
    ScheduleView change(
            @PathVariable String id, @RequestBody ScheduleBody body, Caller caller, HttpServletRequest request) {
        Schedule known = find(id, caller);
        RequestMarks.job(request, known.id());
        note(body, request);
        return changed(known, desk.change(caller, known, body), request);
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/schedules/{id}/cancel")
    @Operation(
            summary = "Cancel a schedule that waits",
            description = "Twice is the same as once; 409 `not_allowed_now` where it is over or begins at this moment.")
    ScheduleView cancel(@PathVariable String id, Caller caller, HttpServletRequest request) {
        Schedule known = find(id, caller);
        RequestMarks.job(request, known.id());
        return changed(known, desk.cancel(caller, known), request);
    }

    private ScheduleView changed(Schedule before, Schedule after, HttpServletRequest request) {
        ScheduleView view = view(after, request);
        ChangeNote.of(view(before, request), view);
        return view;
    }

    private static void note(ScheduleBody body, HttpServletRequest request) {
        String reason = body.overrideReason();
        if (reason != null && OverrideReason.allowed(reason)) {
            RequestMarks.note(request, reason);
        }
    }

    private Schedule find(String id, Caller caller) {
        Schedule found = store.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_SCHEDULE));
        caller.mustSee(found.project(), ProblemCode.UNKNOWN_SCHEDULE);
        return found;
    }

    private ScheduleView view(Schedule schedule, HttpServletRequest request) {
        return ScheduleView.of(schedule, clock.instant(), Language.of(request));
    }
}
