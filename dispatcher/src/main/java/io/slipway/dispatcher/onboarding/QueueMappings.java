package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.dispatch.QueueChoice;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.dispatcher.store.SetupStore;
import io.slipway.job.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Which queue takes whose work; kept in memory and read again every few seconds. */
@Component
public class QueueMappings implements QueueChoice, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMappings.class);
    private static final int LISTENERS_SECONDS = 2;

    private final QueueMappingStore store;
    private final SetupStore setup;
    private final List<Consumer<List<QueueMapping>>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService refresher;
    private volatile @Nullable MappingSnapshot snapshot;

    QueueMappings(QueueMappingStore store, SetupStore setup, OnboardingProperties properties) {
        this.store = store;
        this.setup = setup;
        this.refresher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "queue-mappings");
            thread.setDaemon(true);
            return thread;
        });
        long millis = properties.refresh().toMillis();
        refresher.scheduleWithFixedDelay(this::refreshQuietly, 0, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * The queue for a project's work of a role in an area; an area's own mapping wins over its project's. What is not known is
     * looked for in the store: another dispatcher may have been given it a moment ago.
     */
    @Override
    public Optional<String> queueFor(Role role, String project, String area) {
        MappingSnapshot known = snapshot;
        Optional<String> queue = known == null ? Optional.empty() : known.queueFor(role, project, area);
        return queue.isPresent() ? queue : new MappingSnapshot(store.all()).queueFor(role, project, area);
    }

    /** Sorted by queue. */
    public List<QueueMapping> all() {
        MappingSnapshot known = snapshot;
        return known == null ? store.all() : known.mappings();
    }

    /**
     * The listener hears the present mappings, and then of every change, also one made by another dispatcher; always on one
     * thread of ours. It may be called more than once for the same mappings.
     */
    public void onChange(Consumer<List<QueueMapping>> listener) {
        refresher.execute(() -> {
            listeners.add(listener);
            MappingSnapshot known = snapshot;
            if (known != null) {
                tell(listener, known);
            }
        });
    }

    /** Reads again now, and waits a little for the listeners, so that a queue is there when its mapping is answered. */
    void refresh() {
        Future<?> told = refresher.submit(this::read);
        try {
            told.get(LISTENERS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.info("queue mappings changed, the broker does not know yet");
        } catch (ExecutionException e) {
            throw new IllegalStateException("queue mappings stored, not read again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        MappingSnapshot next = new MappingSnapshot(store.all());
        if (!next.equals(snapshot)) {
            snapshot = next;
            listeners.forEach(listener -> tell(listener, next));
        }
    }

    private static void tell(Consumer<List<QueueMapping>> listener, MappingSnapshot known) {
        try {
            listener.accept(known.mappings());
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on a change of the queue mappings", e);
        }
    }

    @Override
    public void destroy() {
        refresher.shutdownNow();
    }

    private void refreshQuietly() {
        try {
            setup.finishAbandoned();
            read();
        } catch (RuntimeException e) {
            LOG.warn("queue mappings not read, the known ones stay: {}", e.toString());
        }
    }
}
