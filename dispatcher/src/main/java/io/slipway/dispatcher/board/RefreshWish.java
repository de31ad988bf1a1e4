package io.slipway.dispatcher.board;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a worker to send all it knows, not again before that can have come. */
final class RefreshWish implements Consumer<String> {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_WORKERS = 1000;

    private final Consumer<String> ask;
    private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();

    RefreshWish(Consumer<String> ask) {
        this.ask = ask;
    }

    @Override
    public void accept(String workerId) {
        long now = System.nanoTime();
        Long last = askedNanos.get(workerId);
        if (last != null && now - last < PAUSE_NANOS) {
            return;
        }
        if (askedNanos.size() > MOST_WORKERS) {
            askedNanos.clear();
        }
        askedNanos.put(workerId, now);
        ask.accept(workerId);
    }
}
