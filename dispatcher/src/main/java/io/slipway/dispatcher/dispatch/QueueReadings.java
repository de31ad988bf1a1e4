package io.slipway.dispatcher.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What the broker says of queues, asked at most every two seconds however many people look. Whoever comes while it is being asked
 * gets what was known before, so a broker that does not answer holds up one of them.
 */
public final class QueueReadings {
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final Function<String, Optional<QueueState>> broker;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Reading> known = new ConcurrentHashMap<>();

    private record Reading(Optional<QueueState> state, long atNanos) {
        boolean fresh() {
            return System.nanoTime() - atNanos < FRESH_NANOS;
        }
    }

    /** @param broker empty where it cannot be asked */
    QueueReadings(Function<String, Optional<QueueState>> broker) {
        this.broker = broker;
    }

    /** By queue; a queue of which nothing is known is left out. */
    public Map<String, QueueState> of(Collection<String> queues) {
        if (asking.tryLock()) {
            try {
                ask(queues);
            } finally {
                asking.unlock();
            }
        }
        Map<String, QueueState> states = new HashMap<>();
        for (String queue : queues) {
            Reading reading = known.get(queue);
            if (reading != null) {
                reading.state().ifPresent(state -> states.put(queue, state));
            }
        }
        return states;
    }

    /** Whether the broker answers now; that it does not know the queue is an answer too. Whatever was read before does not count. */
    public boolean answers(String queue) {
        return broker.apply(queue).isPresent();
    }

    /** One that did not answer for a queue is not asked about the next one. */
    private void ask(Collection<String> queues) {
        boolean answers = true;
        for (String queue : queues) {
            Reading reading = known.get(queue);
            if (reading == null || !reading.fresh()) {
                Optional<QueueState> state = answers ? broker.apply(queue) : Optional.empty();
                answers = state.isPresent();
                known.put(queue, new Reading(state, System.nanoTime()));
            } else {
                answers = answers && reading.state().isPresent();
            }
        }
    }
}
