package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.SetupChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All projects by code and all mappings by queue, at one moment. */
record SetupState(Map<String, Project> projects, Map<String, QueueMapping> mappings) {
    static SetupState of(List<Project> projects, List<QueueMapping> mappings) {
        return new SetupState(Map.of(), Map.of()).with(new SetupChange(projects, mappings));
    }

    /** As it is after the change. */
    SetupState with(SetupChange change) {
        Map<String, Project> nextProjects = new TreeMap<>(projects);
        change.projects().forEach(project -> nextProjects.put(project.code(), project));
        Map<String, QueueMapping> nextMappings = new TreeMap<>(mappings);
        change.mappings().forEach(mapping -> nextMappings.put(mapping.queue(), mapping));
        nextMappings.values().removeIf(QueueMapping::isEmpty);
        return new SetupState(nextProjects, nextMappings);
    }

    Optional<Project> project(String code) {
        return Optional.ofNullable(projects.get(code));
    }

    Optional<QueueMapping> mapping(String queue) {
        return Optional.ofNullable(mappings.get(queue));
    }

    Collection<QueueMapping> allMappings() {
        return mappings.values();
    }
}
