package io.slipway.dispatcher.dashboard;

import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workers this dispatcher has heard of. */
@RestController
@Tag(name = "workers")
class WorkerController {
    private final WorkerBoard board;

    WorkerController(WorkerBoard board) {
        this.board = board;
    }

    /** One worker process. */
    @Schema(name = "Worker")
    public record WorkerView(
            String workerId,

            @Schema(description = "file-pull, file-push, file-relay or ops-manager")
            String role,

            String host,
            List<String> queues,

            @Schema(description = "How many orders it runs at once")
            int slots,

            @Schema(description = "How many it runs now") int running,
            Map<String, String> versions,
            Instant lastSeen,

            @Schema(description = "False after 20 s without a heartbeat")
            boolean alive) {

        static WorkerView of(WorkerBoard.Seen seen) {
            WorkerHeartbeat heartbeat = seen.heartbeat();
            return new WorkerView(
                    heartbeat.workerId(),
                    heartbeat.role().wire(),
                    heartbeat.host(),
                    heartbeat.queues(),
                    heartbeat.slots(),
                    heartbeat.running().size(),
                    heartbeat.versions(),
                    seen.lastSeen(),
                    seen.alive());
        }
    }

    /** Sorted by role, host and id. */
    public record WorkerList(List<WorkerView> workers) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/workers")
    @Operation(summary = "The workers and what they run", description = "Silent ones are shown as such for an hour.")
    WorkerList list() {
        return new WorkerList(board.workers().stream().map(WorkerView::of).toList());
    }
}
