package io.slipway.chaos.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Every callback of a job that is over is taken, in order, with the same bytes whenever it comes, and signed. */
final class CallbackRule implements Rule {
    @Override
    public void check(Run run, Findings findings) {
        Map<String, String> bodies = new HashMap<>();
        Map<String, Set<Told>> ofJob = new HashMap<>();
        Map<String, Set<String>> finals = new HashMap<>();
        Signatures signatures = new Signatures(Run.text(run.settings(), "webhook_secret"));
        for (JsonNode receipt : run.receipts()) {
            Told told = Told.of(receipt);
            String before = bodies.putIfAbsent(told.id(), Run.text(receipt, "body"));
            if (before != null && !before.equals(Run.text(receipt, "body"))) {
                findings.add(Goal.DIFFERING_BYTES, told.id());
            }
            if (!signatures.good(receipt)) {
                findings.add(Goal.BAD_SIGNATURE, told.id() + " at " + Run.time(receipt));
            }
            ofJob.computeIfAbsent(told.job(), key -> new LinkedHashSet<>()).add(told);
            if (Run.is(receipt, "event", "final")) {
                finals.computeIfAbsent(told.job() + " round " + told.round(), key -> new HashSet<>())
                        .add(told.id());
            }
        }
        finals.forEach((round, ids) -> {
            if (ids.size() > 1) {
                findings.add(Goal.MANY_FINALS, round + " " + ids);
            }
        });
        Set<String> taken = order(run, ofJob, findings);
        Set<String> cancelled =
                run.asked("cancel").stream().map(line -> Run.text(line, "job")).collect(Collectors.toSet());
        run.known().forEach((job, line) -> missing(job, line, cancelled.contains(job), taken, findings));
    }

    /** @return ids that were answered with 200 */
    private static Set<String> order(Run run, Map<String, Set<Told>> ofJob, Findings findings) {
        Set<String> taken = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode receipt : run.receipts()) {
            Told told = Told.of(receipt);
            if (seen.add(told.id())) {
                ofJob.getOrDefault(told.job(), Set.of()).stream()
                        .filter(other -> other.comesBefore(told) && !taken.contains(other.id()))
                        .forEach(other -> findings.add(Goal.ORDER, told.id() + " before " + other.id()));
            }
            if (Run.is(receipt, "answer", "200")) {
                taken.add(told.id());
            }
        }
        return taken;
    }

    /**
     * Of the first round all, but for a job that somebody wanted to cancel what came before its hosts; of each later round, in which
     * only some hosts may have been at work, its end.
     */
    private static void missing(String job, JsonNode line, boolean cancelled, Set<String> taken, Findings findings) {
        Set<String> wanted = new LinkedHashSet<>();
        if (!cancelled) {
            wanted.add(Told.id(job, "pushed", 1));
        }
        for (int round = 1; round <= line.path("round").asInt(1); round++) {
            wanted.add(Told.id(job, "final", round));
        }
        for (JsonNode target : line.path("targets").values()) {
            wanted.add(job + ":ip:" + Run.text(target, "key"));
            if (!cancelled
                    && Run.is(target, "state", "SUCCEEDED")
                    && line.path("round").asInt(1) == 1) {
                wanted.add(Told.id(job, "started", 1));
            }
        }
        wanted.stream().filter(id -> !taken.contains(id)).forEach(id -> findings.add(Goal.MISSING_CALLBACK, id));
    }
}
