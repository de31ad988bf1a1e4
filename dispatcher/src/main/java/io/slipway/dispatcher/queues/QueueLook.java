package io.slipway.dispatcher.queues;

import io.slipway.contract.Topology;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.dispatch.OldestOrders;
import io.slipway.dispatcher.dispatch.QueueReadings;
import io.slipway.dispatcher.dispatch.QueueState;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The queues a caller may see: those its projects are mapped to; who sees every project sees all there are. */
@Component
public class QueueLook {
    private static final String DISPATCHER = "dispatcher";
    private static final String OTHER = "other";
    private static final Set<String> OWN = Set.of(Topology.REPORTS, Topology.REQUESTS);

    private final QueueMappingStore mappings;
    private final QueueReadings readings;
    private final OldestOrders oldest;
    private final DeadLetterStore letters;
    private final Clock clock;

    QueueLook(
            QueueMappingStore mappings,
            QueueReadings readings,
            OldestOrders oldest,
            DeadLetterStore letters,
            Clock clock) {
        this.mappings = mappings;
        this.readings = readings;
        this.oldest = oldest;
        this.letters = letters;
        this.clock = clock;
    }

    /** Sorted by name. */
    public List<QueueView> of(Caller caller) {
        Map<String, Integer> dead = dead(caller);
        Map<String, Found> found = found(caller, dead.keySet());
        Map<String, QueueState> states = readings.of(found.keySet());
        Map<String, Instant> waiting = oldest.byQueue();
        List<QueueView> views = new ArrayList<>();
        found.forEach((name, queue) -> {
            QueueState state = states.get(name);
            views.add(new QueueView(
                    name,
                    queue.role,
                    queue.project,
                    state == null ? null : state.waiting(),
                    state == null ? null : state.consumers(),
                    seconds(waiting.get(name)),
                    dead.getOrDefault(name, 0)));
        });
        return views;
    }

    /**
     * Whether the letter is the caller's to see: one of no project is only for who sees all.
     *
     * @param caller whose route may need more than to look
     */
    static boolean sees(Caller caller, DeadLetter letter) {
        return caller.seesAll() || (letter.project() != null && caller.sees(letter.project()));
    }

    /** @throws ProblemException {@code unknown_queue}, or {@code forbidden} where it may only be looked at */
    void mustSee(String queue, Caller caller) {
        if (caller.seesAll()) {
            if (!found(caller, dead(caller).keySet()).containsKey(queue)) {
                throw new ProblemException(ProblemCode.UNKNOWN_QUEUE);
            }
            return;
        }
        Set<String> projects = mappings.all().stream()
                .filter(mapping -> mapping.queue().equals(queue))
                .findFirst()
                .map(QueueLook::projects)
                .orElse(Set.of());
        if (projects.stream().noneMatch(project -> caller.holds(AccessRole.VIEWER, project))) {
            throw new ProblemException(ProblemCode.UNKNOWN_QUEUE);
        }
        if (projects.stream().noneMatch(caller::sees)) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
    }

    private record Found(String role, @Nullable String project) {}

    private Map<String, Found> found(Caller caller, Set<String> withDead) {
        Map<String, Found> found = new TreeMap<>();
        if (caller.seesAll()) {
            withDead.forEach(name -> found.put(name, new Found(OTHER, null)));
            OWN.forEach(name -> found.put(name, new Found(DISPATCHER, null)));
        }
        for (QueueMapping mapping : mappings.all()) {
            Set<String> projects = projects(mapping);
            if (caller.seesAll() || projects.stream().anyMatch(caller::sees)) {
                String only = projects.size() == 1 ? projects.iterator().next() : null;
                found.put(mapping.queue(), new Found(mapping.role().wire(), only));
            }
        }
        return found;
    }

    private Map<String, Integer> dead(Caller caller) {
        Map<String, Integer> dead = new TreeMap<>();
        letters.places().stream()
                .filter(place -> caller.seesAll() || (place.project() != null && caller.sees(place.project())))
                .forEach(place -> dead.merge(place.queue(), 1, Integer::sum));
        return dead;
    }

    private static Set<String> projects(QueueMapping mapping) {
        Set<String> projects = new TreeSet<>(mapping.projects());
        mapping.areas().forEach(area -> projects.add(area.project()));
        return projects;
    }

    private @Nullable Long seconds(@Nullable Instant since) {
        return since == null
                ? null
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }
}
