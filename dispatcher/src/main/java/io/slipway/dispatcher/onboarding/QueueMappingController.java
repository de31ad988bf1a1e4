package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Queue mappings: which queue takes whose work. */
@RestController
@RequestMapping("/api/v1/queue-mappings")
@Tag(name = "onboarding")
class QueueMappingController {
    private final QueueMappingStore store;
    private final QueueMappings mappings;

    QueueMappingController(QueueMappingStore store, QueueMappings mappings) {
        this.store = store;
        this.mappings = mappings;
    }

    /** The mappings, reduced to the projects the token may see. */
    public record QueueMappingList(List<QueueMappingBody> queueMappings) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List the queue mappings")
    QueueMappingList list(Caller caller) {
        return new QueueMappingList(store.all().stream()
                .map(mapping -> visible(mapping, caller))
                .filter(mapping -> caller.seesAll() || !isEmpty(mapping))
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
                .filter(mapping -> caller.seesAll() || !isEmpty(mapping))
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
                            + " refused with 409 `already_mapped`; with `move=true` it is taken from there in the same call.")
    synchronized QueueMappingBody put(
            @PathVariable String queue,
            @Parameter(description = "Take the projects and areas from the queues that have them")
                    @RequestParam(defaultValue = "false")
                    boolean move,
            @RequestBody QueueMappingBody body) {
        QueueMapping wanted = MappingChecks.read(queue, body);
        List<QueueMapping> all = store.all();
        if (move) {
            // First away, then there: in between an order finds no queue and is sent again, and none goes to two
            // queues.
            all.forEach(other -> takeFrom(other, wanted));
        } else {
            MappingChecks.refuseConflicts(wanted, all);
        }
        store.put(wanted);
        mappings.refresh();
        return QueueMappingBody.of(wanted);
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @DeleteMapping("/{queue}")
    @Operation(
            summary = "Remove a queue mapping",
            description = "New requests of its projects are refused with 422 `no_queue`.")
    @ApiResponse(responseCode = "204", description = "Removed")
    synchronized ResponseEntity<Void> delete(@PathVariable String queue) {
        if (!store.delete(queue)) {
            throw new ProblemException(ProblemCode.UNKNOWN_QUEUE);
        }
        mappings.refresh();
        return ResponseEntity.noContent().build();
    }

    private void takeFrom(QueueMapping other, QueueMapping wanted) {
        if (other.role() != wanted.role() || other.queue().equals(wanted.queue())) {
            return;
        }
        QueueMapping left = new QueueMapping(
                other.queue(),
                other.role(),
                other.projects().stream()
                        .filter(project -> !wanted.projects().contains(project))
                        .toList(),
                other.areas().stream()
                        .filter(area -> !wanted.areas().contains(area))
                        .toList());
        if (isEmpty(left)) {
            store.delete(left.queue());
        } else if (!left.equals(other)) {
            store.put(left);
        }
    }

    private static QueueMapping visible(QueueMapping mapping, Caller caller) {
        return new QueueMapping(
                mapping.queue(),
                mapping.role(),
                caller.visible(mapping.projects()),
                mapping.areas().stream()
                        .filter(area -> caller.sees(area.project()))
                        .toList());
    }

    private static boolean isEmpty(QueueMapping mapping) {
        return mapping.projects().isEmpty() && mapping.areas().isEmpty();
    }
}
