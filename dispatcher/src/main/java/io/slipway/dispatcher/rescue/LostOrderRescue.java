package io.slipway.dispatcher.rescue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.dispatch.OrderRoutes;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that came back empty has forgotten orders it had confirmed. An order that no worker began for a while is published
 * again where its queue is empty; while messages wait there, it may well be one of them.
 */
public final class LostOrderRescue {
    /** Name of the counter: orders the broker had confirmed and then forgotten. */
    public static final String REPUBLISHED = "slipway.orders.republished";

    private static final Logger log = LoggerFactory.getLogger(LostOrderRescue.class);
    private static final int MOST_AT_ONCE = 500;

    private final TargetStore targets;
    private final OrderOutbox outbox;
    private final OrderRoutes routes;
    private final Clock clock;
    private final Duration after;
    private final Counter republished;

    public LostOrderRescue(
            TargetStore targets,
            OrderOutbox outbox,
            OrderRoutes routes,
            Clock clock,
            Duration after,
            MeterRegistry meters) {
        this.targets = targets;
        this.outbox = outbox;
        this.routes = routes;
        this.clock = clock;
        this.after = after;
        this.republished = Counter.builder(REPUBLISHED)
                .description("Orders that were in no queue any more")
                .register(meters);
    }

    void rescue(Job job, JobStep step) {
        List<Target> waiting = targets
                .queuedBefore(step.targets(), clock.instant().minus(after))
                .stream()
                .limit(MOST_AT_ONCE)
                .toList();
        Map<Target, String> lost = routes.lost(job, waiting);
        if (!lost.isEmpty()) {
            log.warn("{} orders of {} are in no queue any more: publishing again", lost.size(), job.id());
            outbox.publishAgain(job, lost);
            republished.increment(lost.size());
        }
    }
}
