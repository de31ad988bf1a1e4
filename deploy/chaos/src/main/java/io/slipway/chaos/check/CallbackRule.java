package io.slipway.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Every callback of a job that is over is taken, in order, with the same bytes whenever it comes, and signed. */
final class CallbackRule implements Rule {
    private static final List<String> ORDER = List.of("pushed", "started", "ip", "final");

    @Override
    public void check(Run run, Findings findings) {
        Map<String, String> bodies = new HashMap<>();
        Map<String, Set<String>> idsOf = new HashMap<>();
        Map<String, Set<String>> finals = new HashMap<>();
        Signatures signatures = new Signatures(Run.text(run.settings(), "webhook_secret"));
        for (JsonNode receipt : run.receipts()) {
            String id = Run.text(receipt, "id");
            String job = Run.text(receipt, "job");
            String before = bodies.putIfAbsent(id, Run.text(receipt, "body"));
            if (before != null && !before.equals(Run.text(receipt, "body"))) {
                findings.add(Goal.DIFFERING_BYTES, id);
            }
            if (!signatures.good(receipt)) {
                findings.add(Goal.BAD_SIGNATURE, id + " at " + Run.time(receipt));
            }
            idsOf.computeIfAbsent(job, key -> new LinkedHashSet<>()).add(id);
            if (Run.is(receipt, "event", "final")) {
                finals.computeIfAbsent(job, key -> new HashSet<>()).add(id);
            }
        }
        finals.forEach((job, ids) -> {
            if (ids.size() > 1) {
                findings.add(Goal.MANY_FINALS, job + " " + ids);
            }
        });
        Set<String> taken = order(run, idsOf, findings);
        run.known().forEach((job, line) -> missing(job, line, taken, findings));
    }

    /** @return ids that were answered with 200 */
    private static Set<String> order(Run run, Map<String, Set<String>> idsOf, Findings findings) {
        Set<String> taken = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode receipt : run.receipts()) {
            String id = Run.text(receipt, "id");
            String job = Run.text(receipt, "job");
            if (seen.add(id)) {
                int rank = rank(Run.text(receipt, "event"));
                idsOf.getOrDefault(job, Set.of()).stream()
                        .filter(other -> rank(event(other)) < rank && !taken.contains(other))
                        .forEach(other -> findings.add(Goal.ORDER, id + " before " + other));
            }
            if (Run.is(receipt, "answer", "200")) {
                taken.add(id);
            }
        }
        return taken;
    }

    private static void missing(String job, JsonNode line, Set<String> taken, Findings findings) {
        Set<String> wanted = new LinkedHashSet<>(List.of(job + ":pushed", job + ":final"));
        for (JsonNode target : line.path("targets").values()) {
            wanted.add(job + ":ip:" + Run.text(target, "key"));
            if (Run.is(target, "state", "SUCCEEDED")) {
                wanted.add(job + ":started");
            }
        }
        wanted.stream().filter(id -> !taken.contains(id)).forEach(id -> findings.add(Goal.MISSING_CALLBACK, id));
    }

    /** From an id such as {@code {uuid}:ip:127.0.0.1}. */
    private static String event(String id) {
        String[] parts = id.split(":");
        return parts.length < 2 ? "" : parts[1];
    }

    private static int rank(String event) {
        return ORDER.indexOf(event);
    }
}
