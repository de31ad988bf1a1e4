package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionSourceStore;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the look at every source that is due, longest waiting first, on the leader. When each is due stands in the store, so the next
 * leader goes on where this one ended. Looks run on a bounded number of threads, of which half are kept for sources whose last look
 * succeeded: however many sources are dead or slow, the others are looked at in time.
 */
final class LookSchedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LookSchedule.class);

    private final VersionsProperties properties;
    private final VersionSourceStore sources;
    private final Map<Kind, SourceReader> readers;
    private final LookRun run;
    private final Clock clock;
    private final BooleanSupplier leads;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("version-schedule"));
    private final ExecutorService threads;
    /** Source id to whether its last look had succeeded when this one was started. */
    private final Map<String, Boolean> running = new ConcurrentHashMap<>();

    LookSchedule(
            VersionsProperties properties,
            VersionSourceStore sources,
            List<SourceReader> readers,
            Clock clock,
            BooleanSupplier leads) {
        this.properties = properties;
        this.sources = sources;
        this.readers = readers.stream().collect(Collectors.toMap(SourceReader::kind, reader -> reader));
        this.run = new LookRun(sources, clock, properties.lookLimit());
        this.clock = clock;
        this.leads = leads;
        this.threads = Executors.newFixedThreadPool(properties.threads(), daemon("version-look"));
    }

    void start() {
        long period = properties.period().toMillis();
        timer.scheduleWithFixedDelay(this::guardedTick, period, period, TimeUnit.MILLISECONDS);
    }

    /** Interrupts the looks under way; what they stored stays. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private void guardedTick() {
        try {
            tick();
        } catch (RuntimeException e) { // the store is away: ask it again after the period
            log.debug("could not see which sources are due", e);
        }
    }

    /** Starts what is due now. */
    void tick() {
        if (!leads.getAsBoolean()) {
            return;
        }
        List<VersionSource> all = sources.all();
        Set<String> ids = all.stream().map(VersionSource::id).collect(Collectors.toSet());
        readers.values().forEach(reader -> reader.keepOnly(ids));
        Instant now = clock.instant();
        all.stream()
                .filter(source -> !dueAt(source).isAfter(now))
                .filter(source -> !running.containsKey(source.id()))
                .sorted(Comparator.comparing(LookSchedule::dueAt))
                .forEach(this::startWhereThereIsRoom);
    }

    private void startWhereThereIsRoom(VersionSource source) {
        boolean proven = source.state().error() == null && source.state().lastSuccessAt() != null;
        long unproven =
                running.values().stream().filter(wasProven -> !wasProven).count();
        boolean room = running.size() < properties.threads() && (proven || unproven < properties.threads() / 2);
        SourceReader reader = readers.get(source.settings().kind());
        if (!room || reader == null) {
            return;
        }
        running.put(source.id(), proven);
        threads.execute(() -> {
            try {
                run.look(source, reader);
            } finally {
                running.remove(source.id());
            }
        });
    }

    private static Instant dueAt(VersionSource source) {
        Instant next = source.state().nextLookAt();
        return next == null ? Instant.MIN : next;
    }

    private static ThreadFactory daemon(String name) {
        AtomicInteger number = new AtomicInteger();
        return runnable -> {
            Thread thread = new Thread(runnable, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
