package io.slipway.dispatcher.metrics;

import io.slipway.contract.Topology;
import io.slipway.dispatcher.dispatch.OldestOrders;
import io.slipway.dispatcher.dispatch.QueueReadings;
import io.slipway.dispatcher.dispatch.QueueState;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What lies in the queues. The label {@code queue} has at most {@link #MOST} values: those of the mappings, in their order, and the
 * dispatchers' own; what lies in further ones is counted as {@code other}.
 */
@Component
class QueueFigures {
    static final int MOST = 200;
    private static final String OTHER = "other";

    private final QueueMappingStore mappings;
    private final QueueReadings readings;
    private final OldestOrders oldest;
    private final StoreFigures store;

    QueueFigures(QueueMappingStore mappings, QueueReadings readings, OldestOrders oldest, StoreFigures store) {
        this.mappings = mappings;
        this.readings = readings;
        this.oldest = oldest;
        this.store = store;
    }

    /** @param broker whether it answers; it is not asked otherwise */
    void read(Sheet sheet, boolean broker) {
        Set<String> named = named();
        Map<String, Integer> dead = store.deadLetters();
        int others = dead.entrySet().stream()
                .filter(entry -> !named.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        Map<String, QueueState> states = broker ? readings.of(named) : Map.of();
        Map<String, Instant> waiting = oldest.byQueue();
        for (String queue : named) {
            QueueState state = states.get(queue);
            if (state != null) {
                sheet.put(Figure.QUEUE_MESSAGES, state.waiting(), "queue", queue)
                        .put(Figure.QUEUE_CONSUMERS, state.consumers(), "queue", queue);
            }
            Instant since = waiting.get(queue);
            sheet.put(Figure.QUEUE_OLDEST, since == null ? 0 : store.seconds(since), "queue", queue)
                    .put(Figure.DEAD_LETTERS, dead.getOrDefault(queue, 0), "queue", queue);
        }
        sheet.put(Figure.DEAD_LETTERS, others, "queue", OTHER);
    }

    private Set<String> named() {
        List<String> mapped = mappings.all().stream()
                .map(QueueMapping::queue)
                .sorted()
                .limit(MOST)
                .toList();
        Set<String> named = new TreeSet<>();
        Stream.concat(Stream.of(Topology.REPORTS, Topology.REQUESTS), mapped.stream())
                .limit(MOST)
                .forEach(named::add);
        return named;
    }
}
