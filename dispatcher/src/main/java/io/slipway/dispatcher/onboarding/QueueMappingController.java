package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.dispatcher.store.SetupChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Queue mappings: which queue takes whose work. */
@RestController
@RequestMapping("/api/v1/queue-mappings")
@Tag(name = "onboarding")
class QueueMappingController {
    private final QueueMappingStore store;
    private final Setup setup;

    QueueMappingController(QueueMappingStore store, Setup setup) {
        this.store = store;
        this.setup = setup;
    }

    /** The mappings, reduced to the projects the token may see. */
    public record QueueMappingList(List<QueueMappingBody> queueMappings) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List the queue mappings")
    QueueMappingList list(Caller caller) {
        return new QueueMappingList(store.all().stream()
                .map(mapping -> visible(mapping, caller))
                .filter(mapping -> caller.seesAll() || !mapping.isEmpty())
                .map(QueueMappingBody::of)
                .toList());
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{queue}")
    @Operation(summary = "One queue mapping")
    QueueMappingBody get(@PathVariable String queue, Caller caller) {
        return store.all().stream()
                .filter(mapping -> mapping.queue().equals(queue))
                .map(mapping -> visible(mapping, caller))
                .filter(mapping -> caller.seesAll() || !mapping.isEmpty())
                .map(QueueMappingBody::of)
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_QUEUE));
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PutMapping("/{queue}")
    @Operation(
            summary = "Create or replace a queue mapping",
            description =
                    "Takes effect at once. A project, or an area, that is mapped to another queue of the same role is"
                            + " refused with 409 `already_mapped`; with `move=true` it is taken from there in the same call."
                            + " With `If-None-Match: *` a mapping that is there is not replaced: 409 `name_taken`.")
    QueueMappingBody put(
            @PathVariable String queue,
            @Parameter(description = "Take the projects and areas from the queues that have them")
                    @RequestParam(defaultValue = "false")
                    boolean move,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody QueueMappingBody body) {
        QueueMapping wanted = MappingChecks.read(queue, body);
        setup.change(
                state -> {
                    OnlyNew.check(ifNoneMatch, state.mapping(queue).isPresent(), "/queue");
                    return put(wanted, move, state);
                },
                Function.identity());
        return QueueMappingBody.of(wanted);
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @DeleteMapping("/{queue}")
    @Operation(
            summary = "Remove a queue mapping",
            description = "New requests of its projects are refused with 422 `no_queue`.")
    @ApiResponse(responseCode = "204", description = "Removed")
    ResponseEntity<Void> delete(@PathVariable String queue) {
        setup.change(state -> remove(queue, state), Function.identity());
        return ResponseEntity.noContent().build();
    }

    private static SetupChange put(QueueMapping wanted, boolean move, SetupState state) {
        List<FieldProblem> conflicts = MappingPlan.conflicts(0, List.of(wanted), state.allMappings(), move);
        if (!conflicts.isEmpty()) {
            throw ProblemException.ofAll(conflicts);
        }
        ChangeNote.of(
                state.mapping(wanted.queue()).map(QueueMappingBody::of).orElse(null), QueueMappingBody.of(wanted));
        List<QueueMapping> all = new ArrayList<>(List.of(wanted));
        all.addAll(MappingPlan.givingUp(List.of(wanted), state.allMappings()));
        return new SetupChange(List.of(), all);
    }

    private static SetupChange remove(String queue, SetupState state) {
        QueueMapping present = state.mapping(queue).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_QUEUE));
        ChangeNote.of(QueueMappingBody.of(present), null);
        return new SetupChange(List.of(), List.of(new QueueMapping(queue, present.role(), List.of(), List.of())));
    }

    /** Reduced to what the token may see. */
    static QueueMapping visible(QueueMapping mapping, Caller caller) {
        return new QueueMapping(
                mapping.queue(),
                mapping.role(),
                caller.visible(mapping.projects()),
                mapping.areas().stream()
                        .filter(area -> caller.sees(area.project()))
                        .toList());
    }
}
