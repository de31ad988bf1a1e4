package io.slipway.dispatcher.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The figures of one reading. What a reading does not have is not shown: no figure is better than one of yesterday. */
final class Sheet {
    private final Map<Figure, List<MultiGauge.Row<Number>>> rows = new EnumMap<>(Figure.class);

    /** @param labels name and value, in turn */
    Sheet put(Figure figure, double value, String... labels) {
        rows.computeIfAbsent(figure, key -> new ArrayList<>()).add(MultiGauge.Row.of(Tags.of(labels), value));
        return this;
    }

    /** All figures of a registry, replaced together. */
    static final class Board {
        private final Map<Figure, MultiGauge> gauges = new EnumMap<>(Figure.class);

        Board(MeterRegistry meters) {
            for (Figure figure : Figure.values()) {
                gauges.put(
                        figure,
                        MultiGauge.builder(figure.meter())
                                .description(figure.description())
                                .register(meters));
            }
        }

        void show(Sheet sheet) {
            gauges.forEach((figure, gauge) -> gauge.register(sheet.rows.getOrDefault(figure, List.of()), true));
        }
    }
}
