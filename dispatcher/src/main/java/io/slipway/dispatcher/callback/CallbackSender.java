package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.callback.CallbackEndpoints.Endpoint;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.Kind;
import io.slipway.dispatcher.store.CallbackStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits, at least once: per job in order (pushed, started, per IP, final; a later kind waits until all of the
 * earlier are delivered or exhausted), per CMDB a few at a time, so that a slow one holds up nobody else. All state is read
 * and changed on one thread; the store has the truth and is read again after a restart.
 */
public final class CallbackSender implements AutoCloseable {
    /** Order of delivery inside a job. */
    public static final Comparator<Callback> ORDER = Comparator.comparingInt(Callback::round)
            .thenComparing(Callback::kind)
            .thenComparing(Callback::createdAt)
            .thenComparing(Callback::id);

    private static final Logger log = LoggerFactory.getLogger(CallbackSender.class);

    private static final int REMEMBERED = 20_000;

    private final CallbackStore store;
    private final CallbackEndpoints endpoints;
    private final CallbackTry tries;
    private final CallbackProperties properties;
    private final Clock clock;
    private final BooleanSupplier leader;
    private final ScheduledExecutorService thread;

    private final Map<String, TreeMap<Phase, Map<String, Callback>>> waiting = new HashMap<>();
    private final Set<String> inFlight = new HashSet<>();
    private final Map<String, Integer> busy = new HashMap<>();
    private final Map<String, Set<String>> parked = new HashMap<>();

    private final Set<String> settled = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Phase(int round, Kind kind) implements Comparable<Phase> {
        static Phase of(Callback callback) {
            return new Phase(callback.round(), callback.kind());
        }

        @Override
        public int compareTo(Phase other) {
            return Comparator.comparingInt(Phase::round)
                    .thenComparing(Phase::kind)
                    .compare(this, other);
        }
    }

    public CallbackSender(
            CallbackStore store,
            CallbackEndpoints endpoints,
            CallbackTry tries,
            CallbackProperties properties,
            Clock clock,
            BooleanSupplier leader) {
        this.store = store;
        this.endpoints = endpoints;
        this.tries = tries;
        this.properties = properties;
        this.clock = clock;
        this.leader = leader;
        this.thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread worker = new Thread(runnable, "callback-sender");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Takes callbacks to send; known ones are left as they are. Only the leader sends, another finds them in the store. */
    public void offer(Collection<Callback> callbacks) {
        if (!callbacks.isEmpty() && leader.getAsBoolean()) {
            onThread(() -> {
                callbacks.forEach(this::take);
                callbacks.stream().map(Callback::jobId).distinct().forEach(this::pump);
            });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /**
     * What was read from the store may have been delivered since, or differ from what is known here because it was replayed;
     * only for those is the store asked again.
     */
    private void take(Callback callback) {
        Callback known = waiting.getOrDefault(callback.jobId(), new TreeMap<>())
                .getOrDefault(Phase.of(callback), Map.of())
                .get(callback.id());
        boolean stale = known == null ? settled.contains(callback.id()) : !sameTry(known, callback);
        Callback current = stale ? store.find(callback.id()).orElse(callback) : callback;
        if (current.state() == Callback.State.WAITING) {
            remember(current);
        }
    }

    /** The store keeps milliseconds. */
    private static boolean sameTry(Callback known, Callback stored) {
        Instant one = known.nextTryAt();
        Instant other = stored.nextTryAt();
        return known.tries() == stored.tries()
                && one != null
                && other != null
                && one.toEpochMilli() == other.toEpochMilli();
    }

    private void remember(Callback callback) {
        waiting.computeIfAbsent(callback.jobId(), job -> new TreeMap<>())
                .computeIfAbsent(Phase.of(callback), phase -> new HashMap<>())
                .put(callback.id(), callback);
    }

    private void pump(String jobId) {
        TreeMap<Phase, Map<String, Callback>> phases = waiting.get(jobId);
        if (phases == null) {
            return;
        }
        Instant now = clock.instant();
        for (Callback callback : List.copyOf(phases.firstEntry().getValue().values())) {
            Instant due = callback.nextTryAt() == null ? now : callback.nextTryAt();
            if (inFlight.contains(callback.id())) {
                continue;
            }
            if (due.isAfter(now)) {
                schedule(() -> pump(jobId), Duration.between(now, due));
            } else {
                trySend(callback);
            }
        }
    }

    private void trySend(Callback callback) {
        Optional<Endpoint> endpoint = endpoints.of(callback.project());
        if (endpoint.isEmpty()) {
            settle(callback, new CallbackTry.Answer(0, "the project has no callback URL", 0, Duration.ZERO, false));
            return;
        }
        String cmdb = endpoint.get().url().getAuthority();
        if (busy.getOrDefault(cmdb, 0) >= properties.perEndpoint()) {
            parked.computeIfAbsent(cmdb, key -> new LinkedHashSet<>()).add(callback.jobId());
            return;
        }
        busy.merge(cmdb, 1, Integer::sum);
        inFlight.add(callback.id());
        tries.send(callback, endpoint.get())
                .whenComplete((answer, failure) -> onThread(() -> {
                    busy.merge(cmdb, -1, Integer::sum);
                    inFlight.remove(callback.id());
                    settle(
                            callback,
                            failure == null ? answer : CallbackTry.Answer.none(String.valueOf(failure.getMessage())));
                    Set<String> jobs = parked.remove(cmdb);
                    if (jobs != null) {
                        jobs.forEach(this::pump);
                    }
                }));
    }

    private void settle(Callback callback, CallbackTry.Answer answer) {
        Callback next = CallbackSchedule.after(callback, answer, properties.backoff(), clock.instant());
        try {
            if (!store.replace(next, callback.tries())) {
                next = store.find(callback.id()).orElse(next); // replayed or sent by another leader meanwhile
            }
        } catch (RuntimeException e) { // the store is away: the callback is sent again, which receivers tell by its id
            log.warn("{} sent ({}), not noted: {}", callback.id(), answer.status(), e.toString());
            schedule(() -> pump(callback.jobId()), Duration.ofSeconds(5));
            return;
        }
        if (next.state() != Callback.State.WAITING) {
            log.info("{} is {} after {} tries", next.id(), next.state(), next.tries());
            settled.add(next.id());
        }
        forget(callback);
        if (next.state() == Callback.State.WAITING) {
            remember(next);
        }
        pump(callback.jobId());
    }

    private void forget(Callback callback) {
        TreeMap<Phase, Map<String, Callback>> phases = waiting.getOrDefault(callback.jobId(), new TreeMap<>());
        Phase phase = Phase.of(callback);
        Map<String, Callback> same = phases.getOrDefault(phase, Map.of());
        if (same.containsKey(callback.id()) && same.size() == 1) {
            phases.remove(phase);
        } else if (same.containsKey(callback.id())) {
            same.remove(callback.id());
        }
        if (phases.isEmpty()) {
            waiting.remove(callback.jobId());
        }
    }

    private void schedule(Runnable work, Duration delay) {
        if (!thread.isShutdown()) {
            thread.schedule(guarded(work), delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private void onThread(Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(guarded(work));
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) { // the store still has every callback; the next scan takes it up again
                log.warn("callbacks held up", e);
            }
        };
    }
}
