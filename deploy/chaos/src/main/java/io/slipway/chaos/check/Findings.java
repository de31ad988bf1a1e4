package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What went wrong, by goal. */
final class Findings {
    private final Map<Goal, List<String>> found = new EnumMap<>(Goal.class);

    Findings() {
        for (Goal goal : Goal.values()) {
            found.put(goal, new ArrayList<>());
        }
    }

    void add(Goal goal, String what) {
        of(goal).add(what);
    }

    List<String> of(Goal goal) {
        return found.getOrDefault(goal, List.of());
    }

    boolean none() {
        return found.values().stream().allMatch(List::isEmpty);
    }
}
