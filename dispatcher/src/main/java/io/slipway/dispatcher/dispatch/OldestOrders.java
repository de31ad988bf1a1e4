package io.slipway.dispatcher.dispatch;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Since when the oldest order of each queue waits for a worker. A broker does not tell; the store knows when each was confirmed and
 * that nobody has begun it. Read at most every five seconds.
 */
@Component
public class OldestOrders {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final JobStore jobs;
    private final TargetStore targets;
    private Map<String, Instant> known = Map.of();
    private long readAtNanos = System.nanoTime() - FRESH_NANOS;

    OldestOrders(JobStore jobs, TargetStore targets) {
        this.jobs = jobs;
        this.targets = targets;
    }

    /** By queue; one in which nothing waits is left out. */
    public synchronized Map<String, Instant> byQueue() {
        if (System.nanoTime() - readAtNanos >= FRESH_NANOS) {
            List<String> ids = jobs.active().stream()
                    .map(Job::currentStep)
                    .filter(Objects::nonNull)
                    .map(JobStep::targets)
                    .flatMap(List::stream)
                    .toList();
            known = targets.oldestQueued(ids);
            readAtNanos = System.nanoTime();
        }
        return known;
    }
}
