package io.slipway.dispatcher.store;

import io.slipway.job.Role;
import java.util.List;

/**
 * Whose work of one role goes to a queue (requirement S4-13: {@code 'file_push8': ['jyjh', 'snqxz', 'ssss', 'csxy']}).
 *
 * @param queue name of the queue
 * @param projects project codes, all their areas
 * @param areas single areas, which win over their project's mapping
 */
public record QueueMapping(String queue, Role role, List<String> projects, List<MappedArea> areas) {
    /** True where it sends nothing to the queue, which is the same as no mapping. */
    public boolean isEmpty() {
        return projects.isEmpty() && areas.isEmpty();
    }

    /** @param area name of the area */
    public record MappedArea(String project, String area) {}
}
