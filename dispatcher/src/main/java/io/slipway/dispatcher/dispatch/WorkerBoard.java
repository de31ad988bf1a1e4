package io.slipway.dispatcher.dispatch;

import io.slipway.contract.WorkerHeartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Workers as their heartbeats show them. Of it follows at most how many orders go out at once, so it lives in memory. */
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

    /** Slots of the living workers that take orders from the queue; 0 where none is known. */
    int slotsOf(String queue) {
        Instant silent = clock.instant().minus(SILENT_AFTER);
        return workers.values().stream()
                .filter(seen -> seen.lastSeen().isAfter(silent))
                .map(Seen::heartbeat)
                .filter(heartbeat -> heartbeat.queues().contains(queue))
                .mapToInt(WorkerHeartbeat::slots)
                .sum();
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
