package io.slipway.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What a {@link World} is made of, and how fast it takes a silent part for lost.
 *
 * @param leaseSeconds how long a worker may be silent; the product's default is 30 s
 * @param heartbeat of workers, as a setting
 * @param look how often the leader looks after the jobs, as a setting
 * @param ops queue of each ops manager, by its name
 * @param area that a queue is for, by queue; a queue without one is for the whole project
 * @param clocksJump whether the clocks of dispatchers and workers can be set
 * @param zooKeeperTick in milliseconds; a leader that was killed is missed after at most twenty
 * @param launch changes how a part, by its name, is started
 */
record Shape(
        int leaseSeconds,
        String heartbeat,
        String look,
        Map<String, String> ops,
        Map<String, String> area,
        boolean clocksJump,
        int zooKeeperTick,
        BiFunction<String, Launch, Launch> launch) {

    /** Two ops managers at one queue; the times are short, so that more happens in a run. */
    static Shape usual(boolean clocksJump) {
        Map<String, String> ops = Map.of("ops-1", "ops_manager8", "ops-2", "ops_manager8");
        return new Shape(8, "1s", "1s", ops, Map.of(), clocksJump, 2000, (name, launch) -> launch);
    }

    /**
     * An ops manager of its own for each area, {@code ops-a0} and so on: who is broken there breaks nobody else's work.
     *
     * @param pairs areas that have a second one at the same queue, {@code ops-a0-second}
     */
    static Shape ofLanes(List<String> areas, Set<String> pairs, BiFunction<String, Launch, Launch> launch) {
        Map<String, String> ops = new LinkedHashMap<>();
        Map<String, String> area = new LinkedHashMap<>();
        for (String code : areas) {
            String queue = "ops_manager_" + code;
            ops.put("ops-" + code, queue);
            if (pairs.contains(code)) {
                ops.put("ops-" + code + "-second", queue);
            }
            area.put(queue, code);
        }
        return new Shape(2, "500ms", "250ms", ops, area, false, 100, launch);
    }

    /** The ops managers of the queue that this one takes from. */
    Set<String> beside(String opsManager) {
        return ops.entrySet().stream()
                .filter(each -> each.getValue().equals(ops.get(opsManager)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
