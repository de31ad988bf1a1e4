package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.job.Role;
import java.util.List;
import java.util.Optional;

/** The mappings at one moment, sorted by queue. */
record MappingSnapshot(List<QueueMapping> mappings) {
    MappingSnapshot {
        mappings = List.copyOf(mappings);
    }

    /** The mapping of the area wins over that of its project. */
    Optional<String> queueFor(Role role, String project, String area) {
        QueueMapping.MappedArea wanted = new QueueMapping.MappedArea(project, area);
        return mappings.stream()
                .filter(mapping -> mapping.role() == role && mapping.areas().contains(wanted))
                .findFirst()
                .or(() -> mappings.stream()
                        .filter(mapping ->
                                mapping.role() == role && mapping.projects().contains(project))
                        .findFirst())
                .map(QueueMapping::queue);
    }
}
