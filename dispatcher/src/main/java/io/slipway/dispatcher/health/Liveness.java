package io.slipway.dispatcher.health;

import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.report.ReportIntake;
import io.slipway.dispatcher.rescue.Reconciler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether this process can still do its work; where it cannot, only a restart helps. It asks nothing outside, so a store or a broker
 * that is away never has it restarted. Looked at most once a second, since everyone may ask.
 */
@Component
public class Liveness {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, BooleanSupplier> works;
    private List<String> found = List.of();
    private long lookedAtNanos = System.nanoTime() - FRESH_NANOS;

    @Autowired
    Liveness(OrderOutbox orders, ReportIntake reports, Reconciler reconciler) {
        this(Map.of("orders", orders::alive, "reports", reports::alive, "reconciler", reconciler::alive));
    }

    /** @param threads without which nothing goes on, by their name to others: whether each is alive */
    Liveness(Map<String, BooleanSupplier> threads) {
        works = new TreeMap<>(threads);
        works.put("deadlock", () -> ManagementFactory.getThreadMXBean().findDeadlockedThreads() == null);
    }

    /**
     * What does not work any more, of {@code orders}, {@code reports}, {@code reconciler} (its thread has ended) and
     * {@code deadlock}; empty while all is well.
     */
    public synchronized List<String> broken() {
        if (System.nanoTime() - lookedAtNanos >= FRESH_NANOS) {
            List<String> broken = new ArrayList<>();
            works.forEach((name, work) -> {
                if (!work.getAsBoolean()) {
                    broken.add(name);
                }
            });
            found = broken;
            lookedAtNanos = System.nanoTime();
        }
        return found;
    }
}
