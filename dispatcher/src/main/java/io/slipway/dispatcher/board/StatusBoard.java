package io.slipway.dispatcher.board;

import io.slipway.contract.BoardBatch;
import io.slipway.contract.HostReading;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every host, from the readings of the workers. In memory only: it is seen anew within seconds, and no decision
 * about a job is taken on it.
 */
final class StatusBoard {
    private final WatchPlan plan;
    private final Watchers watchers;
    private final Clock clock;
    private final Consumer<String> refresh;
    private final Map<HostKey, HostState> states = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<BiConsumer<HostKey, Boolean>> listeners = new CopyOnWriteArrayList<>();

    /** @param refresh asks that worker to send all it knows */
    StatusBoard(WatchPlan plan, Watchers watchers, Clock clock, Consumer<String> refresh) {
        this.plan = plan;
        this.watchers = watchers;
        this.clock = clock;
        this.refresh = refresh;
    }

    /** Hears of each host that was read, and whether it looks different now; on the reading thread, so quickly. */
    void onReading(BiConsumer<HostKey, Boolean> listener) {
        listeners.add(listener);
    }

    Optional<HostState> state(HostKey host) {
        return Optional.ofNullable(states.get(host));
    }

    void take(BoardBatch batch) {
        if (batch.leaving()) {
            watchers.left(batch.workerId());
        } else {
            watchers.heard(batch.workerId(), batch.queues());
        }
        long now = clock.millis();
        boolean missing = false;
        for (HostReading reading : batch.hosts()) {
            missing |= !take(reading, batch.workerId(), now);
        }
        if (missing) {
            refresh.accept(batch.workerId());
        }
    }

    /** Hosts that are not to be read any more are forgotten. */
    void forgetOthers() {
        states.keySet().removeIf(host -> {
            boolean gone = plan.find(host).isEmpty();
            if (gone) {
                listeners.forEach(listener -> listener.accept(host, true));
            }
            return gone;
        });
    }

    /** @return false where the reading stands on one that never came */
    private boolean take(HostReading reading, String worker, long now) {
        HostKey host = new HostKey(reading.project(), reading.ip());
        if (plan.find(host).isEmpty()) {
            return true; // not registered, or not known yet: it is read again
        }
        HostState before = states.get(host);
        HostState after = HostState.after(before, reading, worker, now);
        if (after == null) {
            return false;
        }
        if (before != null && before.readMillis() > after.readMillis()) {
            return true; // while a host changes hands two may read it; the later reading counts
        }
        states.put(host, after);
        boolean changed = different(before, after);
        listeners.forEach(listener -> listener.accept(host, changed));
        return true;
    }

    private static boolean different(@Nullable HostState before, HostState after) {
        return before == null || !before.looksLike(after);
    }
}
