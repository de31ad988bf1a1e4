package io.slipway.chaos.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a time should not exceed (chaos plan). Not reaching one is said, and is no finding: how busy the machine is decides it too.
 *
 * @param time of {@link Times}
 * @param figure {@code p99} or {@code max}
 */
record TimeGoal(String time, String figure, long millis) {
    private static final List<TimeGoal> ALL = List.of(
            new TimeGoal("accepted_while_the_broker_alone_is_down", "p99", 300),
            new TimeGoal("worker_killed_to_handed_out_again", "p99", 40_000),
            new TimeGoal("leader_killed_to_next_leader", "max", 15_000),
            new TimeGoal("cmdb_back_to_final_taken", "max", 600_000));

    /** One line for each goal, whether or not there was anything to measure. */
    static List<String> judge(Map<String, Map<String, Long>> times) {
        return ALL.stream().map(goal -> goal.verdict(times)).toList();
    }

    private String verdict(Map<String, Map<String, Long>> times) {
        Map<String, Long> figures = times.getOrDefault(time, Map.of());
        Long value = figures.get(figure);
        if (value == null) {
            return "%s: not measured, %s should be at most %d ms".formatted(time, figure, millis);
        }
        return String.format(
                Locale.ROOT,
                "%s: %s, %s %d ms of n %d, at most %d ms",
                time,
                value <= millis ? "reached" : "NOT REACHED",
                figure,
                value,
                figures.get("n"),
                millis);
    }
}
