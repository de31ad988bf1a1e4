package io.slipway.dispatcher.metrics;

import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.health.Part;
import io.slipway.dispatcher.health.Parts;
import io.slipway.dispatcher.rescue.Leadership;
import io.slipway.dispatcher.store.StoreTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads all figures. Whatever is away, the answer comes, and says what is away. */
@Component
class Readings {
    private static final Logger log = LoggerFactory.getLogger(Readings.class);

    private final Parts parts;
    private final Leadership leadership;
    private final StoreTime time;
    private final OrderOutbox outbox;
    private final WorkerFigures workers;
    private final StoreFigures store;
    private final QueueFigures queues;

    Readings(
            Parts parts,
            Leadership leadership,
            StoreTime time,
            OrderOutbox outbox,
            WorkerFigures workers,
            StoreFigures store,
            QueueFigures queues) {
        this.parts = parts;
        this.leadership = leadership;
        this.time = time;
        this.outbox = outbox;
        this.workers = workers;
        this.store = store;
        this.queues = queues;
    }

    Sheet read() {
        long begin = System.nanoTime();
        Map<Part, Boolean> usable = parts.usable();
        Sheet sheet = new Sheet();
        if (usable.getOrDefault(Part.STORE, false)) {
            sheet = withStore(usable.getOrDefault(Part.BROKER, false));
        }
        for (Map.Entry<Part, Boolean> part : usable.entrySet()) {
            sheet.put(Figure.UP, part.getValue() ? 1 : 0, "part", part.getKey().wire());
        }
        workers.read(sheet);
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 1000.0;
        return sheet.put(Figure.LEADER, leadership.leads() ? 1 : 0)
                .put(Figure.CLOCK_AHEAD, time.machineAhead().toMillis() / 1000.0)
                .put(Figure.OUTBOX_WAITING, outbox.waiting())
                .put(Figure.OUTBOX_AGE, outbox.unsent().toMillis() / 1000.0)
                .put(Figure.READ_SECONDS, seconds);
    }

    /** Empty where the store went away just now. */
    private Sheet withStore(boolean broker) {
        Sheet sheet = new Sheet();
        try {
            store.read(sheet);
            queues.read(sheet, broker);
            return sheet;
        } catch (RuntimeException e) { // half a reading would look like one where the rest is nought
            log.info("no figures of the store: {}", e.toString());
            return new Sheet();
        }
    }
}
