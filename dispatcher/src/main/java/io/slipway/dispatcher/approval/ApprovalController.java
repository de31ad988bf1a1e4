package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Reason;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Approval.State;
import io.slipway.dispatcher.store.ApprovalStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests that somebody else has to say yes to. */
@RestController
@Tag(name = "approvals", description = "What somebody else has to say yes to")
class ApprovalController {
    private static final int MAX_LIMIT = 500;

    private final ApprovalDesk desk;
    private final ApprovalStore store;
    private final ApprovalViews views;

    ApprovalController(ApprovalDesk desk, ApprovalStore store, ApprovalViews views) {
        this.desk = desk;
        this.store = store;
        this.views = views;
    }

    /** Newest first. */
    public record ApprovalList(List<ApprovalView> approvals) {}

    /** What is said with a decision. */
    @Schema(name = "ApprovalDecision")
    public record DecisionBody(
            @Schema(description = "4 to 200 characters; needed for a rejection") @Nullable
            String reason) {
        /** Null where nothing was said. */
        @Nullable
        String given() {
            return reason == null || reason.isBlank() ? null : reason;
        }
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/projects/{project}/areas/{area}/approvals")
    @Operation(
            summary = "Ask somebody else for a yes",
            description =
                    "Checked as the request itself, which needs its role; problems have pointers below `/body`. It waits for 24"
                            + " hours. Once approved it begins as asked by its requester. The same request again is the same"
                            + " approval while that waits.")
    @ApiResponse(responseCode = "202", description = "It waits; `Location` is its address")
    ResponseEntity<ApprovalView> take(
            @PathVariable String project,
            @Parameter(description = "Name of the area (大陆, URL-encoded) or one of its codes (cn)") @PathVariable
                    String area,
            @RequestBody ApprovalBody body,
            Caller caller,
            HttpServletRequest request) {
        if (Reason.allowed(body.reason())) {
            RequestMarks.note(request, body.reason());
        }
        Approval asked = desk.take(caller, project, area, body);
        RequestMarks.job(request, asked.jobId());
        ChangeNote.of(null, Map.of("approval", asked.id(), "request", asked.form()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/approvals/" + asked.id()))
                .body(view(asked, caller, request));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/approvals")
    @Operation(summary = "List the approvals, newest first")
    ApprovalList list(
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
            return new ApprovalList(List.of());
        }
        return new ApprovalList(store.list(filter.projects(), state == null ? Set.of() : state, limit).stream()
                .map(approval -> view(approval, caller, request))
                .toList());
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/approvals/{id}")
    @Operation(summary = "One approval")
    ApprovalView get(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return view(find(id, caller, request), caller, request);
    }

    @Allowed(AccessRole.APPROVER)
    @PostMapping("/api/v1/approvals/{id}/approve")
    @Operation(
            summary = "Say yes",
            description =
                    "The job begins at once, as its requester's. 403 `own_request`; 409 `approval_void` (and why) where it would"
                            + " not be taken any more; 409 `frozen`, `outside_window` or 429 leave it waiting; 409"
                            + " `not_allowed_now` or `changed_meanwhile` where somebody has decided.")
    ApprovalView approve(
            @PathVariable String id, @RequestBody DecisionBody body, Caller caller, HttpServletRequest request) {
        Approval known = find(id, caller, request);
        check(body, false);
        note(body, request);
        Approval approved = desk.approve(caller, known, body.given());
        return changed(known, approved, caller, request);
    }

    @Allowed(AccessRole.APPROVER)
    @PostMapping("/api/v1/approvals/{id}/reject")
    @Operation(summary = "Say no", description = "With a reason. 403 `own_request`: withdraw it instead.")
    ApprovalView reject(
            @PathVariable String id, @RequestBody DecisionBody body, Caller caller, HttpServletRequest request) {
        Approval known = find(id, caller, request);
        check(body, true);
        note(body, request);
        Approval rejected = desk.reject(caller, known, Objects.requireNonNullElse(body.given(), ""));
        return changed(known, rejected, caller, request);
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/approvals/{id}/withdraw")
    @Operation(
            summary = "Not want it any more",
            description = "By its requester or an administrator of the project; twice is the same as once.")
    ApprovalView withdraw(
            @PathVariable String id, @RequestBody DecisionBody body, Caller caller, HttpServletRequest request) {
        Approval known = find(id, caller, request);
        check(body, false);
        note(body, request);
        return changed(known, desk.withdraw(caller, known, body.given()), caller, request);
    }

    private Approval find(String id, Caller caller, HttpServletRequest request) {
        Approval found = store.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_APPROVAL));
        caller.mustSee(found.project(), ProblemCode.UNKNOWN_APPROVAL);
        RequestMarks.job(request, found.jobId());
        return found;
    }

    private ApprovalView changed(Approval before, Approval after, Caller caller, HttpServletRequest request) {
        ChangeNote.of(Map.of("state", before.state()), Map.of("state", after.state()));
        return view(after, caller, request);
    }

    private ApprovalView view(Approval approval, Caller caller, HttpServletRequest request) {
        return views.of(approval, caller, Language.of(request));
    }

    private static void check(DecisionBody body, boolean needed) {
        FieldProblems problems = new FieldProblems();
        if (needed || body.given() != null) {
            Reason.check(Objects.requireNonNullElse(body.given(), ""), "/reason", problems);
        }
        problems.refuseIfAny();
    }

    private static void note(DecisionBody body, HttpServletRequest request) {
        String said = body.given();
        if (said != null) {
            RequestMarks.note(request, said);
        }
    }
}
