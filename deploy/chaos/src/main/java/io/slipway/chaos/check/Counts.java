package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** How much a run did. */
final class Counts {
    private final Run run;

    Counts(Run run) {
        this.run = run;
    }

    Map<String, Object> all() {
        List<JsonNode> targets = new ArrayList<>();
        run.known().values().forEach(line -> line.path("targets").values().forEach(targets::add));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("jobs_attempted", run.asked().size());
        all.put("jobs_accepted", run.accepted().size());
        all.put("jobs_ok", jobsOk());
        all.put("jobs_over", Run.count(List.copyOf(run.known().values()), line -> Run.text(line, "state")));
        all.put("hosts", targets.size());
        all.put("hosts_ended", Run.count(targets, line -> Run.text(line, "state")));
        all.put(
                "hosts_not_succeeded",
                Run.count(
                        targets.stream()
                                .filter(line ->
                                        !Run.text(line, "code").isEmpty() && !Run.is(line, "state", "SUCCEEDED"))
                                .toList(),
                        line -> Run.text(line, "code")));
        all.put(
                "hosts_recovered",
                targets.stream()
                        .filter(line -> Run.is(line, "state", "SUCCEEDED")
                                && line.path("attempt").asInt(0) > 1)
                        .count());
        all.put(
                "requests_repeated",
                run.client().stream()
                        .filter(line ->
                                Run.is(line, "op", "invoke") && line.path("try").asInt(1) != 1)
                        .count());
        all.put("cancels", acts("cancel"));
        all.put("retries", acts("retry"));
        all.put("commands_run", run.effects().size());
        all.put("tree_looks", RunRule.trees(run));
        all.put("callbacks", run.receipts().size());
        all.put("callbacks_answered", Run.count(run.receipts(), line -> Run.text(line, "answer")));
        all.put("faults", faults());
        return all;
    }

    private long jobsOk() {
        return run.known().values().stream()
                .filter(line -> Run.is(line, "state", "SUCCEEDED"))
                .count();
    }

    /** How many were answered with 202. */
    private long acts(String act) {
        return run.client().stream()
                .filter(line -> Run.is(line, "act", act) && line.path("status").asInt(0) == 202)
                .count();
    }

    private Map<String, Long> faults() {
        Map<String, Long> faults = new TreeMap<>();
        for (JsonNode line : run.faults()) {
            if (!List.of("end", "back").contains(Run.text(line, "phase"))
                    && !List.of("LAST", "CASES").contains(Run.text(line, "fault"))) {
                faults.merge(Run.text(line, "fault"), 1L, Long::sum);
            }
        }
        return faults;
    }
}
