package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.callback.CallbackActions;
import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.CallbackStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the CMDB was told, and telling it once more. */
@RestController
@Tag(name = "callbacks", description = "Calls to the CMDB")
class CallbackController {
    private final JobLookup lookup;
    private final CallbackStore store;
    private final CallbackOutbox outbox;
    private final CallbackActions actions;

    CallbackController(JobLookup lookup, CallbackStore store, CallbackOutbox outbox, CallbackActions actions) {
        this.lookup = lookup;
        this.store = store;
        this.outbox = outbox;
        this.actions = actions;
    }

    /** In order of delivery. */
    public record CallbackList(List<CallbackView> callbacks) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/jobs/{id}/callbacks")
    @Operation(summary = "The callbacks of a job, in order of delivery")
    CallbackList ofJob(@PathVariable String id, Caller caller) {
        return new CallbackList(outbox.ofJob(lookup.find(id, caller)).stream()
                .map(CallbackView::of)
                .toList());
    }

    @Allowed(AccessRole.OPERATOR)
    @PostMapping("/api/v1/callbacks/{id}/replay")
    @Operation(summary = "Send a callback once more", description = "Same id, same bytes, whatever its state.")
    @ApiResponse(responseCode = "202", description = "Will be sent")
    ResponseEntity<CallbackView> replay(@PathVariable String id, Caller caller, HttpServletRequest request) {
        Callback callback = store.find(id).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_CALLBACK));
        caller.mustSee(callback.project(), ProblemCode.UNKNOWN_CALLBACK);
        RequestMarks.job(request, callback.jobId());
        return actions.replay(id)
                .map(replayed -> ResponseEntity.accepted().body(CallbackView.of(replayed)))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_CALLBACK));
    }
}
