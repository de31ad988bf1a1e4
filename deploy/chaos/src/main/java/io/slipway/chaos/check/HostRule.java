package io.slipway.chaos.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Live trees are whole whenever one looks, and fences only rise. */
final class HostRule implements Rule {
    private static final Comparator<long[]> FENCES =
            Comparator.<long[]>comparingLong(fence -> fence[0]).thenComparingLong(fence -> fence[1]);

    @Override
    public void check(Run run, Findings findings) {
        for (JsonNode sample : run.samples("tree")) {
            if (sample.has("unreadable") || !Run.text(sample, "first").equals(Run.text(sample, "last"))) {
                findings.add(Goal.MIXED_TREE, lastAsked(run, sample) + " " + sample);
            }
        }
        Map<Long, String> jobs = new HashMap<>();
        run.known().forEach((job, line) -> jobs.put(line.path("seq").asLong(0), job));
        Map<String, long[]> fences = new HashMap<>();
        for (JsonNode sample : run.samples("fence")) {
            long[] fence = Arrays.stream(Run.text(sample, "fence").split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            long[] before = fences.put(Run.text(sample, "ip"), fence);
            if (before != null && FENCES.compare(fence, before) < 0) {
                findings.add(Goal.FENCE_BACK, jobs.get(fence[0]) + " " + sample + " after " + Arrays.toString(before));
            }
        }
    }

    /** The job that was last asked for on that host. */
    private static String lastAsked(Run run, JsonNode sample) {
        return run.asked().values().stream()
                .filter(line -> Run.time(line) <= Run.time(sample))
                .filter(line -> line.path("ips").values().stream()
                        .anyMatch(ip -> ip.asString().equals(Run.text(sample, "ip"))))
                .reduce((one, later) -> later)
                .map(line -> Run.text(line, "job"))
                .orElse("no job");
    }
}
