package io.slipway.dispatcher.onboarding;

import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.job.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The mappings at one moment.
 *
 * @param areas project code to the names of its areas
 */
record MappingSnapshot(List<QueueMapping> mappings, Map<String, List<String>> areas) {
    static MappingSnapshot of(List<QueueMapping> mappings, List<Project> projects) {
        Map<String, List<String>> areas = projects.stream()
                .collect(Collectors.toUnmodifiableMap(Project::code, project -> project.areas().stream()
                        .map(Project.Area::name)
                        .toList()));
        return new MappingSnapshot(List.copyOf(mappings), areas);
    }

    /** The mapping of the area wins over that of its project. */
    Optional<String> queueFor(Role role, String project, String area) {
        return apart(role, project, area).or(() -> mappings.stream()
                .filter(mapping -> mapping.role() == role && mapping.projects().contains(project))
                .map(QueueMapping::queue)
                .findFirst());
    }

    /** Queue to the binding keys that send exactly its work there. */
    Map<String, Set<String>> bindings() {
        Map<String, Set<String>> bindings = new TreeMap<>();
        for (QueueMapping mapping : mappings) {
            Set<String> keys = bindings.computeIfAbsent(mapping.queue(), queue -> new HashSet<>());
            for (QueueMapping.MappedArea mapped : mapping.areas()) {
                keys.add(Topology.routingKey(mapping.role(), mapped.project(), mapped.area()));
            }
            for (String project : mapping.projects()) {
                keys.addAll(projectKeys(mapping.role(), project));
            }
        }
        return bindings;
    }

    /** A topic exchange gives an order to every queue that matches, so a project with an area mapped apart has no wildcard. */
    private Set<String> projectKeys(Role role, String project) {
        boolean whole = mappings.stream()
                .noneMatch(mapping -> mapping.role() == role
                        && mapping.areas().stream()
                                .anyMatch(mapped -> mapped.project().equals(project)));
        if (whole) {
            return Set.of(Topology.bindingKey(role, project));
        }
        return areas.getOrDefault(project, List.of()).stream()
                .filter(area -> apart(role, project, area).isEmpty())
                .map(area -> Topology.routingKey(role, project, area))
                .collect(Collectors.toSet());
    }

    private Optional<String> apart(Role role, String project, String area) {
        QueueMapping.MappedArea wanted = new QueueMapping.MappedArea(project, area);
        return mappings.stream()
                .filter(mapping -> mapping.role() == role && mapping.areas().contains(wanted))
                .map(QueueMapping::queue)
                .findFirst();
    }
}
