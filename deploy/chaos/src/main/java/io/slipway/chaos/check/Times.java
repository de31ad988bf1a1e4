package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How long things took, in milliseconds, as seen from outside. */
final class Times {
    private final Run run;

    Times(Run run) {
        this.run = run;
    }

    /** Name of the measure to n, p50, p99 and max; measures without any value are left out. */
    Map<String, Map<String, Long>> all() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        add(all, "accepted", accepted(false));
        add(all, "accepted_while_the_broker_is_down", accepted(true));
        add(all, "worker_killed_to_handed_out_again", handedOutAgain("KILL_WORKER"));
        add(all, "worker_and_leader_killed_to_handed_out_again", handedOutAgain("KILL_DISPATCHER_AND_WORKER"));
        add(all, "worker_frozen_to_handed_out_again", handedOutAgain("FREEZE_WORKER"));
        add(all, "leader_killed_to_next_leader", nextLeader());
        return all;
    }

    private List<Long> accepted(boolean brokerDown) {
        List<long[]> down = spans("KILL_BROKER");
        List<Long> times = new ArrayList<>();
        for (JsonNode line : run.client()) {
            if (Run.is(line, "op", "ok")) {
                long took = line.path("ms").asLong(0);
                long end = Run.time(line);
                if (!brokerDown || down.stream().anyMatch(span -> span[0] <= end - took && end <= span[1])) {
                    times.add(took);
                }
            }
        }
        return times;
    }

    /** From the kill of a worker until a target it ran has its next attempt or has ended. */
    private List<Long> handedOutAgain(String kind) {
        List<Long> times = new ArrayList<>();
        Map<String, List<JsonNode>> byTarget = new LinkedHashMap<>();
        run.samples("target").forEach(sample -> byTarget.computeIfAbsent(
                        Run.text(sample, "job") + Run.text(sample, "key"), key -> new ArrayList<>())
                .add(sample));
        for (JsonNode fault : run.faults()) {
            if (Run.is(fault, "fault", kind) && Run.is(fault, "phase", "begin")) {
                byTarget.values().forEach(samples -> again(fault, samples, times));
            }
        }
        return times;
    }

    private static void again(JsonNode fault, List<JsonNode> samples, List<Long> times) {
        JsonNode before = null;
        for (JsonNode sample : samples) {
            if (Run.time(sample) <= Run.time(fault)) {
                before = sample;
            } else if (before != null && ranOn(before, Run.text(fault, "what"))) {
                if (sample.path("attempt").asInt(0) > before.path("attempt").asInt(0)) {
                    times.add(Run.time(sample) - Run.time(fault));
                    return;
                }
                if (!Run.is(sample, "state", "RUNNING")) {
                    return; // it had ended just before, and that was seen only now
                }
            } else {
                return;
            }
        }
    }

    private static boolean ranOn(JsonNode sample, String worker) {
        return Run.is(sample, "state", "RUNNING") && Run.text(sample, "worker").contains(worker);
    }

    private List<Long> nextLeader() {
        List<Long> times = new ArrayList<>();
        List<JsonNode> leaders = run.samples("leader");
        for (JsonNode fault : run.faults()) {
            if (Run.is(fault, "fault", "LEADER")) {
                leaders.stream()
                        .mapToLong(Run::time)
                        .filter(time -> time > Run.time(fault))
                        .findFirst()
                        .ifPresent(time -> times.add(time - Run.time(fault)));
            }
        }
        return times;
    }

    private List<long[]> spans(String fault) {
        List<long[]> spans = new ArrayList<>();
        long begun = 0;
        for (JsonNode line : run.faults()) {
            if (Run.is(line, "fault", fault)) {
                if (Run.is(line, "phase", "begin")) {
                    begun = Run.time(line);
                } else {
                    spans.add(new long[] {begun, Run.time(line)});
                }
            }
        }
        return spans;
    }

    private static void add(Map<String, Map<String, Long>> all, String name, List<Long> times) {
        if (times.isEmpty()) {
            return;
        }
        List<Long> sorted = times.stream().sorted().toList();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("n", (long) sorted.size());
        figures.put("p50", quantile(sorted, 0.5));
        figures.put("p99", quantile(sorted, 0.99));
        figures.put("max", sorted.get(sorted.size() - 1));
        all.put(name, figures);
    }

    /** The least value that at least that share of all is not above. */
    private static Long quantile(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
