package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.store.QueueMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of the mappings when some are put. */
final class MappingPlan {
    private MappingPlan() {}

    /**
     * What the i-th of the wanted mappings may not have: because one before it has it, or, without a move, because a mapping has
     * it that is not among the wanted ones.
     */
    static List<FieldProblem> conflicts(
            int i, List<QueueMapping> wanted, Collection<QueueMapping> present, boolean move) {
        List<QueueMapping> others = new ArrayList<>(wanted.subList(0, i));
        if (!move) {
            others.addAll(notNamed(wanted, present));
        }
        return MappingChecks.conflicts(wanted.get(i), others);
    }

    /** The mappings that are not among the wanted ones and have to give something up to them; empty where nothing is left. */
    static List<QueueMapping> givingUp(List<QueueMapping> wanted, Collection<QueueMapping> present) {
        List<QueueMapping> changed = new ArrayList<>();
        for (QueueMapping other : notNamed(wanted, present)) {
            QueueMapping left = other;
            for (QueueMapping one : wanted) {
                left = one.role() == left.role() ? without(left, one) : left;
            }
            if (!left.equals(other)) {
                changed.add(left);
            }
        }
        return changed;
    }

    private static List<QueueMapping> notNamed(List<QueueMapping> wanted, Collection<QueueMapping> present) {
        Set<String> named = wanted.stream().map(QueueMapping::queue).collect(Collectors.toSet());
        return present.stream()
                .filter(mapping -> !named.contains(mapping.queue()))
                .toList();
    }

    private static QueueMapping without(QueueMapping mapping, QueueMapping taken) {
        return new QueueMapping(
                mapping.queue(),
                mapping.role(),
                mapping.projects().stream()
                        .filter(project -> !taken.projects().contains(project))
                        .toList(),
                mapping.areas().stream()
                        .filter(area -> !taken.areas().contains(area))
                        .toList());
    }
}
