package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.job.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Which queue takes whose work; kept in memory and read again every few seconds. */
@Component
public class QueueMappings implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMappings.class);

    private final QueueMappingStore store;
    private final ProjectStore projects;
    private final List<Consumer<List<QueueMapping>>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService refresher;
    private volatile @Nullable MappingSnapshot snapshot;

    QueueMappings(QueueMappingStore store, ProjectStore projects, OnboardingProperties properties) {
        this.store = store;
        this.projects = projects;
        this.refresher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "queue-mappings");
            thread.setDaemon(true);
            return thread;
        });
        long millis = properties.refresh().toMillis();
        refresher.scheduleWithFixedDelay(this::refreshQuietly, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** The queue for a project's work of a role in an area; an area's own mapping wins over its project's. */
    public Optional<String> queueFor(Role role, String project, String area) {
        return current().queueFor(role, project, area);
    }

    /** Sorted by queue. */
    public List<QueueMapping> all() {
        return current().mappings();
    }

    /** Queue to binding keys of {@code slipway.orders}; every order matches exactly one queue. */
    public Map<String, Set<String>> bindings() {
        return current().bindings();
    }

    /**
     * The listener hears the present mappings as soon as they are known, and then of every change of a mapping or of a project's
     * areas, also one made by another dispatcher. It may be called more than once for the same mappings.
     */
    public void onChange(Consumer<List<QueueMapping>> listener) {
        listeners.add(listener);
        MappingSnapshot known = snapshot;
        if (known != null) {
            listener.accept(known.mappings());
        }
    }

    /** Reads again now; called after every change through this dispatcher. */
    synchronized void refresh() {
        MappingSnapshot next = MappingSnapshot.of(store.all(), projects.all());
        if (next.equals(snapshot)) {
            return;
        }
        snapshot = next;
        for (Consumer<List<QueueMapping>> listener : listeners) {
            try {
                listener.accept(next.mappings());
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on a change of the queue mappings", e);
            }
        }
    }

    @Override
    public void destroy() {
        refresher.shutdownNow();
    }

    private MappingSnapshot current() {
        MappingSnapshot known = snapshot;
        if (known != null) {
            return known;
        }
        refresh();
        return java.util.Objects.requireNonNull(snapshot);
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warn("queue mappings not read, the known ones stay: {}", e.toString());
        }
    }
}
