package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How long things took, in milliseconds, as seen from outside. */
final class Times {
    /** What a worker that is killed has no part in, and what a request needs beside the broker. */
    private static final Set<String> WORKERS_ALONE = Set.of(
            "KILL_WORKER",
            "FREEZE_WORKER",
            "CUT_WORKER",
            "SILENCE_WORKER",
            "SLOW_WORKER",
            "TEAR_WORKER",
            "CMDB_AWAY",
            "CLOCK_AHEAD",
            "CLOCK_BEHIND");

    /** Until whoever needs the part that is back has found it again. */
    private static final long CONNECTING_AGAIN_MILLIS = 8000;

    private final Run run;

    Times(Run run) {
        this.run = run;
    }

    /** Name of the measure to n, p50, p99 and max; measures without any value are left out. */
    Map<String, Map<String, Long>> all() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        List<Span> besideBroker = core(CONNECTING_AGAIN_MILLIS).stream()
                .filter(span -> !span.fault().equals("KILL_BROKER"))
                .toList();
        add(all, "accepted", accepted(List.of(), false));
        add(all, "accepted_while_the_broker_is_down", accepted(List.of(), true));
        add(all, "accepted_while_the_broker_alone_is_down", accepted(besideBroker, true));
        add(all, "worker_killed_to_handed_out_again", handedOutAgain("KILL_WORKER", List.of()));
        add(all, "worker_alone_killed_to_handed_out_again", handedOutAgain("KILL_WORKER", core(0)));
        add(
                all,
                "worker_and_leader_killed_to_handed_out_again",
                handedOutAgain("KILL_DISPATCHER_AND_WORKER", List.of()));
        add(all, "worker_frozen_to_handed_out_again", handedOutAgain("FREEZE_WORKER", List.of()));
        add(all, "leader_killed_to_next_leader", nextLeader());
        add(all, "cmdb_back_to_final_taken", toldWhenBack());
        return all;
    }

    private record Span(String fault, long from, long to) {
        boolean meets(long begin, long end) {
            return begin <= to && from <= end;
        }
    }

    /** When dispatchers, broker, store or ZooKeeper were broken. @param after how much longer that shows, ms */
    private List<Span> core(long after) {
        Map<String, Long> begun = new HashMap<>();
        List<Span> spans = new ArrayList<>();
        for (JsonNode line : run.faults()) {
            String fault = Run.text(line, "fault");
            String key = fault + " " + Run.text(line, "what");
            if (Run.is(line, "phase", "begin") && !WORKERS_ALONE.contains(fault)) {
                begun.put(key, Run.time(line));
            } else if (begun.containsKey(key)) { // the broker is back after its fault has ended
                spans.add(new Span(fault, begun.get(key), Run.time(line) + after));
            }
        }
        return spans;
    }

    /** @param apart times that do not count */
    private List<Long> accepted(List<Span> apart, boolean brokerDown) {
        List<long[]> down = spans("KILL_BROKER");
        List<Long> times = new ArrayList<>();
        for (JsonNode line : run.client()) {
            if (Run.is(line, "op", "ok")) {
                long took = line.path("ms").asLong(0);
                long end = Run.time(line);
                boolean counts = apart.stream().noneMatch(span -> span.meets(end - took, end));
                if (counts
                        && (!brokerDown || down.stream().anyMatch(span -> span[0] <= end - took && end <= span[1]))) {
                    times.add(took);
                }
            }
        }
        return times;
    }

    /** From the kill of a worker until a target it ran has its next attempt. @param apart times that do not count */
    private List<Long> handedOutAgain(String kind, List<Span> apart) {
        List<Long> times = new ArrayList<>();
        Map<String, List<JsonNode>> byTarget = new LinkedHashMap<>();
        run.samples("target").forEach(sample -> byTarget.computeIfAbsent(
                        Run.text(sample, "job") + Run.text(sample, "key"), key -> new ArrayList<>())
                .add(sample));
        for (JsonNode fault : run.faults()) {
            if (Run.is(fault, "fault", kind) && Run.is(fault, "phase", "begin")) {
                long begin = Run.time(fault);
                byTarget.values().stream()
                        .map(samples -> again(fault, samples))
                        .filter(took -> took >= 0)
                        .filter(took -> apart.stream().noneMatch(span -> span.meets(begin, begin + took)))
                        .forEach(times::add);
            }
        }
        return times;
    }

    /** @return -1 where it did not run there, or had ended just before, which was seen only now */
    private static long again(JsonNode fault, List<JsonNode> samples) {
        JsonNode before = null;
        for (JsonNode sample : samples) {
            if (Run.time(sample) <= Run.time(fault)) {
                before = sample;
            } else if (before == null || !ranOn(before, Run.text(fault, "what"))) {
                return -1;
            } else if (sample.path("attempt").asInt(0) > before.path("attempt").asInt(0)) {
                return Run.time(sample) - Run.time(fault);
            } else if (!Run.is(sample, "state", "RUNNING")) {
                return -1;
            }
        }
        return -1;
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

    /** Final callbacks of jobs that ended while the CMDB was away: from its return until they were taken. */
    private List<Long> toldWhenBack() {
        Map<String, Long> taken = new HashMap<>();
        run.receipts().stream()
                .filter(receipt -> Run.is(receipt, "event", "final") && Run.is(receipt, "answer", "200"))
                .forEach(receipt -> taken.putIfAbsent(Run.text(receipt, "job"), Run.time(receipt)));
        List<Long> times = new ArrayList<>();
        for (long[] away : spans("CMDB_AWAY")) {
            run.samples("job").stream()
                    .filter(sample -> away[0] <= Run.time(sample) && Run.time(sample) <= away[1])
                    .map(sample -> taken.getOrDefault(Run.text(sample, "job"), 0L) - away[1])
                    .filter(took -> took >= 0)
                    .forEach(times::add);
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
                } else if (Run.is(line, "phase", "end")) {
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
