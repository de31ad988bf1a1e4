package io.slipway.dispatcher.board;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers that read hosts, as their readings show them. Heartbeats go to one dispatcher each; readings go to all, so all
 * share out the hosts alike.
 */
final class Watchers {
    private final Clock clock;
    private final long silentMillis;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(List<String> queues, long atMillis) {}

    Watchers(Clock clock, Duration silent) {
        this.clock = clock;
        this.silentMillis = silent.toMillis();
    }

    void heard(String workerId, Collection<String> queues) {
        seen.put(workerId, new Seen(List.copyOf(queues), clock.millis()));
    }

    void left(String workerId) {
        seen.remove(workerId);
    }

    boolean alive(String workerId) {
        Seen last = seen.get(workerId);
        return last != null && last.atMillis + silentMillis > clock.millis();
    }

    /** Those that live and take orders from the queue. */
    List<String> of(String queue) {
        long silent = clock.millis() - silentMillis;
        seen.values().removeIf(last -> last.atMillis <= silent);
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue().queues().contains(queue))
                .map(Map.Entry::getKey)
                .toList();
    }
}
