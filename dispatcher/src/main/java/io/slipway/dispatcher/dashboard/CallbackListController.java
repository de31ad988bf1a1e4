package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.callback.CallbackActions;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.State;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.CallbackStore.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The callbacks of all jobs together. */
@RestController
@RequestMapping("/api/v1/callbacks")
@Tag(name = "callbacks", description = "Calls to the CMDB")
class CallbackListController {
    private static final int MAX_IDS = 500;
    private static final int MOST_AT_ONCE = 2000;

    private final CallbackStore store;
    private final CallbackActions actions;

    CallbackListController(CallbackStore store, CallbackActions actions) {
        this.store = store;
        this.actions = actions;
    }

    /** One page, newest first. */
    @Schema(name = "CallbackPage")
    public record CallbackPage(
            List<CallbackView> callbacks,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    /** Asks for callbacks of a project to be sent once more. */
    @Schema(name = "ReplayRequest")
    public record ReplayBody(
            @Schema(example = "ssss") String project,

            @Schema(description = "Of that project, whatever their state; absent: all that are EXHAUSTED") @Nullable
            List<String> ids) {}

    /** How many will be sent. */
    @Schema(name = "Replayed")
    public record Replayed(
            int replayed,

            @Schema(description = "True where more are dead than are taken in one call: ask again")
            boolean more) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List the callbacks, newest first")
    CallbackPage list(
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            @Parameter(description = "Only these states") @RequestParam(required = false) @Nullable Set<State> state,
            @Parameter(description = "Only of this job") @RequestParam(required = false) @Nullable String job,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "50")
                    int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken,
            Caller caller) {
        JobController.checkLimit(limit);
        CallbackStore.Place after = pageToken == null ? null : place(pageToken);
        ProjectFilter filter = ProjectFilter.of(project, caller);
        if (filter.nothing()) {
            return new CallbackPage(List.of(), null);
        }
        Wanted wanted = new Wanted(filter.projects(), state == null ? Set.of() : state, job);
        List<Callback> page = store.list(wanted, after, limit);
        return new CallbackPage(
                page.stream().map(CallbackView::of).toList(),
                page.size() < limit ? null : token(page.get(page.size() - 1)));
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/replay")
    @Operation(
            summary = "Send callbacks of a project once more",
            description =
                    "Same ids, same bytes: those that are named, or all that are EXHAUSTED, at most 2000 in one call.")
    @ApiResponse(responseCode = "202", description = "Will be sent")
    ResponseEntity<Replayed> replay(@RequestBody ReplayBody body, Caller caller) {
        caller.mustSee(body.project(), ProblemCode.UNKNOWN_PROJECT);
        List<String> ids = body.ids() == null ? dead(body.project()) : named(body.project(), body.ids());
        List<String> now = ids.subList(0, Math.min(MOST_AT_ONCE, ids.size()));
        now.forEach(actions::replay);
        return ResponseEntity.accepted().body(new Replayed(now.size(), now.size() < ids.size()));
    }

    private List<String> dead(String project) {
        Wanted wanted = new Wanted(Set.of(project), Set.of(State.EXHAUSTED), null);
        return store.list(wanted, null, MOST_AT_ONCE + 1).stream()
                .map(Callback::id)
                .toList();
    }

    private List<String> named(String project, List<String> ids) {
        FieldProblems problems = new FieldProblems();
        problems.require(!ids.isEmpty(), ProblemCode.TOO_FEW, "/ids");
        problems.atMost(MAX_IDS, ids.size(), "/ids");
        problems.refuseIfAny();
        Map<String, Callback> found = new HashMap<>();
        store.find(ids).forEach(callback -> found.put(callback.id(), callback));
        for (int i = 0; i < ids.size(); i++) {
            Callback callback = found.get(ids.get(i));
            problems.require(
                    callback != null && callback.project().equals(project), ProblemCode.UNKNOWN_CALLBACK, "/ids/" + i);
        }
        problems.refuseIfAny();
        return ids.stream().distinct().toList();
    }

    private static String token(Callback last) {
        return last.createdAt().toEpochMilli() + "_" + last.id();
    }

    private static CallbackStore.Place place(String token) {
        int end = token.indexOf('_');
        try {
            return new CallbackStore.Place(
                    Instant.ofEpochMilli(Long.parseLong(token.substring(0, Math.max(0, end)))),
                    token.substring(end + 1));
        } catch (NumberFormatException e) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?page_token"));
        }
    }
}
