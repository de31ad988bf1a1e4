package io.slipway.dispatcher.metrics;

import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.dispatch.WorkerBoard.Seen;
import io.slipway.job.Role;
import java.util.List;
import org.springframework.stereotype.Component;

/** Workers as this dispatcher hears them. */
@Component
class WorkerFigures {
    private final WorkerBoard workers;

    WorkerFigures(WorkerBoard workers) {
        this.workers = workers;
    }

    void read(Sheet sheet) {
        List<Seen> all = workers.workers();
        for (Role role : Role.values()) {
            List<Seen> alive = all.stream()
                    .filter(seen -> seen.alive() && seen.heartbeat().role() == role)
                    .toList();
            long silent = all.stream()
                    .filter(seen -> !seen.alive() && seen.heartbeat().role() == role)
                    .count();
            int slots =
                    alive.stream().mapToInt(seen -> seen.heartbeat().slots()).sum();
            int used = alive.stream()
                    .mapToInt(seen -> seen.heartbeat().running().size())
                    .sum();
            sheet.put(Figure.WORKERS, alive.size(), "role", role.wire(), "state", "alive")
                    .put(Figure.WORKERS, silent, "role", role.wire(), "state", "silent")
                    .put(Figure.WORKER_SLOTS, slots, "role", role.wire())
                    .put(Figure.WORKER_SLOTS_USED, used, "role", role.wire());
        }
    }
}
