package io.slipway.chaos.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * As many cases as were planned are told; each crash point that was armed was hit, and its job was over in time, at the first attempt
 * where nothing was broken.
 */
final class CrashPointRule implements Rule {
    @Override
    public void check(Run run, Findings findings) {
        long planned = run.faults().stream()
                .filter(line -> Run.is(line, "fault", "CASES"))
                .mapToLong(line -> line.path("planned").asLong(0))
                .sum();
        if (cases(run).size() < planned) {
            findings.add(Goal.NOT_REACHED, cases(run).size() + " of " + planned + " cases were told");
        }
        for (JsonNode line : cases(run)) {
            if (!line.path("reached").asBoolean(false)) {
                findings.add(Goal.NOT_REACHED, name(line) + " " + Run.text(line, "job"));
            } else if (!line.path("over").asBoolean(false)) {
                findings.add(Goal.STUCK, name(line) + " " + Run.text(line, "job"));
            }
            if (!line.path("broken").asBoolean(true)) {
                attempts(run.known().get(Run.text(line, "job")), findings);
            }
        }
    }

    private static void attempts(@Nullable JsonNode known, Findings findings) {
        if (known == null) {
            return; // which is LOST
        }
        for (JsonNode target : known.path("targets").values()) {
            if (target.path("attempt").asInt(1) > 1) {
                findings.add(Goal.NEEDLESS_ATTEMPT, Run.text(known, "job") + " " + target);
            }
        }
    }

    /** Cases, by what was done there: how many there are, and of how many nothing wrong is found. Empty without any case. */
    static Map<String, String> passed(Run run, Findings findings) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (JsonNode line : cases(run)) {
            for (String group : List.of(Run.text(line, "action"), "all")) {
                int[] count = counts.computeIfAbsent(group, key -> new int[2]);
                count[0]++;
                count[1] += wrong(line, findings).isEmpty() ? 1 : 0;
            }
        }
        Map<String, String> passed = new LinkedHashMap<>();
        counts.forEach((group, count) -> passed.put(group, count[1] + " of " + count[0]));
        return passed;
    }

    /** Goals that the job of the case missed. */
    private static List<String> wrong(JsonNode line, Findings findings) {
        String job = Run.text(line, "job");
        return Arrays.stream(Goal.values())
                .filter(goal -> findings.of(goal).stream().anyMatch(text -> text.contains(job)))
                .map(Goal::name)
                .toList();
    }

    /** Cases of whose jobs something wrong is found, and what. */
    static List<String> failed(Run run, Findings findings) {
        return cases(run).stream()
                .filter(line -> !wrong(line, findings).isEmpty())
                .map(line -> name(line) + " " + wrong(line, findings))
                .toList();
    }

    /** What was found of each product that was built wrong, by its name; {@code nothing} where it got through. */
    static Map<String, String> mutants(Run run, Findings findings) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (JsonNode line : cases(run)) {
            if (!Run.text(line, "mutant").isEmpty()) {
                found.computeIfAbsent(Run.text(line, "mutant"), key -> new TreeSet<>())
                        .addAll(wrong(line, findings));
            }
        }
        Map<String, String> mutants = new LinkedHashMap<>();
        // That the work did not come to the point says nothing of what became of it.
        found.values().forEach(goals -> goals.remove(Goal.NOT_REACHED.name()));
        found.forEach((mutant, goals) -> mutants.put(mutant, goals.isEmpty() ? "nothing" : String.join(", ", goals)));
        return mutants;
    }

    private static List<JsonNode> cases(Run run) {
        return run.faults().stream()
                .filter(line -> Run.is(line, "fault", "CASE"))
                .toList();
    }

    private static String name(JsonNode line) {
        String mutant = Run.text(line, "mutant");
        return (mutant.isEmpty() ? "" : mutant + " at ") + Run.text(line, "point") + "-" + Run.text(line, "action");
    }
}
