package io.slipway.dispatcher.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Every stream that is open: one that its client may not have any more ends, although the request was let in. */
@Component
public class OpenStreams {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    private static final long LOOK_MILLIS = 100;

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("open-streams-"));

    private record Watched(Subscriber subscriber, BooleanSupplier allowed) {}

    OpenStreams() {
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param allowed asked ten times a second, so it answers from memory nearly always */
    public Subscriber open(Executor senders, BooleanSupplier allowed) {
        Subscriber subscriber = new Subscriber(senders);
        open.add(new Watched(subscriber, allowed));
        return subscriber;
    }

    @EventListener
    void close(ContextClosedEvent closed) {
        watch.shutdownNow();
    }

    private void look() {
        for (Watched one : open) {
            try {
                if (!one.subscriber().closed() && !one.allowed().getAsBoolean()) {
                    one.subscriber().abort();
                }
            } catch (RuntimeException e) {
                LOG.warn("not known whether a stream may go on: {}", e.toString());
            }
        }
        open.removeIf(one -> one.subscriber().closed());
    }
}
