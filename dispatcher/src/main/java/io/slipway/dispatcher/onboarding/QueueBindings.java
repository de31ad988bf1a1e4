package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.dispatch.QueueTopology;
import io.slipway.dispatcher.store.QueueMapping;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Carries every change of the queue mappings to the broker. */
@Component
class QueueBindings {
    QueueBindings(QueueMappings mappings, QueueTopology topology) {
        mappings.onChange(changed ->
                topology.apply(changed.stream().map(QueueMapping::queue).collect(Collectors.toSet())));
    }
}
