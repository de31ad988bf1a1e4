package io.slipway.dispatcher.store;

import java.util.List;

/**
 * What a change of the set-up writes.
 *
 * @param projects whole documents
 * @param mappings whole documents; an empty one removes the mapping
 */
public record SetupChange(List<Project> projects, List<QueueMapping> mappings) {
    public static final SetupChange NOTHING = new SetupChange(List.of(), List.of());

    public boolean isEmpty() {
        return projects.isEmpty() && mappings.isEmpty();
    }
}
