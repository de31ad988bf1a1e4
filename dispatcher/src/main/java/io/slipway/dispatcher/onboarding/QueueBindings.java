package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.dispatch.QueueTopology;
import org.springframework.stereotype.Component;

/** Carries every change of the queue mappings to the broker. */
@Component
class QueueBindings {
    QueueBindings(QueueMappings mappings, QueueTopology topology) {
        mappings.onChange(changed -> topology.apply(mappings.bindings()));
    }
}
