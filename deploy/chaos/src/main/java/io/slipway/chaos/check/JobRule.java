package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was accepted is known, is over, has all its hosts, and each host ended once. */
final class JobRule implements Rule {
    private static final Set<String> OVER = Set.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "UNKNOWN", "SKIPPED", "CANCELLED");

    @Override
    public void check(Run run, Findings findings) {
        Map<String, JsonNode> known = run.known();
        Map<String, JsonNode> asked = run.asked();
        run.accepted().keySet().stream()
                .filter(job -> !known.containsKey(job))
                .forEach(job -> findings.add(Goal.LOST, job));
        known.forEach((job, line) -> {
            if (!OVER.contains(Run.text(line, "state"))) {
                findings.add(Goal.STUCK, job + " " + Run.text(line, "state"));
            }
            hosts(asked.getOrDefault(job, line), line, findings);
        });
        ends(run, findings);
    }

    private static void hosts(JsonNode asked, JsonNode known, Findings findings) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode target : known.path("targets").values()) {
            states.put(Run.text(target, "key"), Run.text(target, "state"));
        }
        String job = Run.text(known, "job");
        for (JsonNode ip : asked.path("ips").values()) {
            String state = states.get(ip.asString());
            if (state == null) {
                findings.add(Goal.MISSING_TARGET, job + " " + ip.asString());
            } else if (!ENDED.contains(state)) {
                findings.add(Goal.STUCK, job + " " + ip.asString() + " " + state);
            }
        }
    }

    /** The first end that was seen of a host, or that was told at the end, is the only one until a retry is asked for. */
    private static void ends(Run run, Findings findings) {
        Map<String, List<Long>> retries = retries(run);
        Map<String, Set<String>> ends = new HashMap<>();
        for (JsonNode sample : run.samples("target")) {
            note(ends, Run.text(sample, "job"), Run.time(sample), sample, retries);
        }
        run.known().forEach((job, line) -> line.path("targets")
                .values()
                .forEach(target -> note(ends, job, Run.time(line), target, retries)));
        ends.forEach((target, states) -> {
            if (states.size() > 1) {
                findings.add(Goal.TWO_ENDS, target + " " + states);
            }
        });
    }

    /** When a retry was asked for that is about the host, by job and host. */
    private static Map<String, List<Long>> retries(Run run) {
        Map<String, List<Long>> retries = new HashMap<>();
        for (JsonNode line : run.asked("retry")) {
            line.path("ips").values().forEach(ip -> retries.computeIfAbsent(
                            Run.text(line, "job") + " " + ip.asString(), key -> new ArrayList<>())
                    .add(Run.time(line)));
        }
        return retries;
    }

    private static void note(
            Map<String, Set<String>> ends, String job, long time, JsonNode target, Map<String, List<Long>> retries) {
        String state = Run.text(target, "state");
        String host = job + " " + Run.text(target, "key");
        long before = retries.getOrDefault(host, List.of()).stream()
                .filter(asked -> asked <= time)
                .count();
        Set<String> seen = ends.computeIfAbsent(before == 0 ? host : host + " retry " + before, key -> new HashSet<>());
        if (ENDED.contains(state)) {
            seen.add(state);
        } else if (!seen.isEmpty()) {
            seen.add(state + " again");
        }
    }
}
