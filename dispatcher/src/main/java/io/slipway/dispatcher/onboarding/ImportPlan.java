package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.onboarding.ImportResult.Change;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.SetupChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a file means for the set-up of now.
 *
 * @param change only what differs is written
 */
record ImportPlan(SetupChange change, List<Change> changes, Set<String> projects, SetupState after) {
    /** @throws io.slipway.dispatcher.http.ProblemException with everything that is wrong, pointers into the file */
    static ImportPlan of(SetupFile file, SetupState state, boolean move, TreeBodies trees) {
        SetupFileChecks.Documents wanted = SetupFileChecks.check(file, state.allMappings(), move);
        List<QueueMapping> mappings = new ArrayList<>(wanted.mappings());
        mappings.addAll(MappingPlan.givingUp(wanted.mappings(), state.allMappings()));
        List<Change> changes = new ArrayList<>();
        for (Project project : wanted.projects()) {
            changes.add(change(
                    "project", project.code(), tree(state.project(project.code()), trees), tree(project, trees)));
        }
        for (QueueMapping mapping : mappings) {
            JsonNode before = tree(state.mapping(mapping.queue()).map(QueueMappingBody::of), trees);
            JsonNode after = mapping.isEmpty() ? null : tree(QueueMappingBody.of(mapping), trees);
            changes.add(change("queue_mapping", mapping.queue(), before, after));
        }
        SetupChange change = new SetupChange(
                wanted.projects().stream()
                        .filter(project -> !state.project(project.code()).equals(Optional.of(project)))
                        .toList(),
                mappings.stream()
                        .filter(mapping -> !state.mapping(mapping.queue()).equals(Optional.of(mapping)))
                        .toList());
        return new ImportPlan(change, changes, named(wanted), state.with(change));
    }

    ImportResult result(boolean applied, Language language) {
        return new ImportResult(applied, changes, SetupNotes.of(after, projects, language));
    }

    /** Without the documents that stay as they are. */
    List<Change> changed() {
        return changes.stream()
                .filter(change -> !change.action().equals("unchanged"))
                .toList();
    }

    private static Set<String> named(SetupFileChecks.Documents wanted) {
        Set<String> codes = new LinkedHashSet<>();
        wanted.projects().forEach(project -> codes.add(project.code()));
        wanted.mappings().forEach(mapping -> {
            codes.addAll(mapping.projects());
            mapping.areas().forEach(area -> codes.add(area.project()));
        });
        return codes;
    }

    private static Change change(String kind, String id, @Nullable JsonNode before, @Nullable JsonNode after) {
        List<Difference> differences = Difference.between(before, after);
        String action =
                before == null ? "added" : after == null ? "removed" : differences.isEmpty() ? "unchanged" : "changed";
        return new Change(kind, id, action, differences);
    }

    private static @Nullable JsonNode tree(Optional<? extends Record> document, TreeBodies trees) {
        return document.map(present -> tree(present, trees)).orElse(null);
    }

    private static JsonNode tree(Record document, TreeBodies trees) {
        return Difference.withoutNulls(trees.write(document));
    }
}
