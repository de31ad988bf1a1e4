package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a run says nothing about though it is in the plan: faults this machine could not make, and those of a store it did not have. */
final class NotRun {
    private static final List<String> STORE_FAULTS = List.of("KILL_STORE", "CUT_STORE", "TEAR_STORE");

    private NotRun() {}

    /** One line for each. */
    static List<String> of(Run run) {
        List<String> lines = new ArrayList<>();
        if (run.settings().path("store").asString("embedded").equals("embedded")) {
            lines.add(String.join(", ", STORE_FAULTS) + " of a MongoDB: the store of this run is the embedded one");
        }
        Map<String, String> why = new LinkedHashMap<>();
        for (JsonNode line : run.faults()) {
            if (Run.is(line, "fault", "NOT_RUN")) {
                why.putIfAbsent(Run.text(line, "what"), Run.text(line, "why"));
            }
        }
        new TreeSet<>(why.keySet()).forEach(what -> lines.add(what + ": " + why.get(what)));
        return lines;
    }
}
