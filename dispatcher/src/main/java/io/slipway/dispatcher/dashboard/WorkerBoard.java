package io.slipway.dispatcher.dashboard;

import io.slipway.contract.WorkerHeartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Workers as their heartbeats show them; nothing of it decides anything, so it lives in memory. */
@Component
public class WorkerBoard {
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final Duration SILENT_AFTER = Duration.ofSeconds(20);

    private final Clock clock;
    private final Map<String, Seen> workers = new ConcurrentHashMap<>();

    public WorkerBoard(Clock clock) {
        this.clock = clock;
    }

    /** @param alive false after 20 s without a heartbeat */
    public record Seen(WorkerHeartbeat heartbeat, Instant lastSeen, boolean alive) {}

    public void heard(WorkerHeartbeat heartbeat) {
        workers.put(heartbeat.workerId(), new Seen(heartbeat, clock.instant(), true));
    }

    /** Sorted by role, host and id; silent ones are shown as such for an hour. */
    public List<Seen> workers() {
        Instant now = clock.instant();
        workers.values().removeIf(seen -> seen.lastSeen().isBefore(now.minus(FORGET_AFTER)));
        return workers.values().stream()
                .map(seen -> new Seen(
                        seen.heartbeat(), seen.lastSeen(), seen.lastSeen().isAfter(now.minus(SILENT_AFTER))))
                .sorted(Comparator.comparing((Seen seen) -> seen.heartbeat().role())
                        .thenComparing(seen -> seen.heartbeat().host())
                        .thenComparing(seen -> seen.heartbeat().workerId()))
                .toList();
    }
}
