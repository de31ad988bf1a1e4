package io.slipway.dispatcher.health;

import io.slipway.contract.Topology;
import io.slipway.dispatcher.dispatch.QueueReadings;
import io.slipway.dispatcher.rescue.Leadership;
import io.slipway.dispatcher.store.StoreHealth;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Which parts can be used now. */
@Component
public class Parts implements DisposableBean {
    /** Longer than the driver looks for a server, so that its own answer is heard. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "part-look");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Part, PartLook> looks = new EnumMap<>(Part.class);

    Parts(StoreHealth store, QueueReadings broker, Leadership election) {
        looks.put(Part.STORE, new PartLook(store::reachable, threads));
        looks.put(Part.BROKER, new PartLook(() -> broker.answers(Topology.REPORTS), threads));
        looks.put(Part.ELECTION, new PartLook(election::usable, threads));
    }

    /** All of them, asked side by side; at most 6 s. */
    public Map<Part, Boolean> usable() {
        long begin = System.nanoTime();
        looks.values().forEach(PartLook::ask);
        Map<Part, Boolean> usable = new EnumMap<>(Part.class);
        looks.forEach((part, look) -> {
            Duration left = LIMIT.minusNanos(System.nanoTime() - begin);
            usable.put(part, look.usable(left.isNegative() ? Duration.ZERO : left));
        });
        return usable;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
