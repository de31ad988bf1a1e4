package io.slipway.chaos.check;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A command runs at most once on a host, under its own job's fence, and what is told of it is so. */
final class EffectRule implements Rule {
    @Override
    public void check(Run run, Findings findings) {
        Map<Integer, String> jobOf = new HashMap<>();
        Map<String, JsonNode> asks = run.asked();
        asks.forEach((job, line) -> {
            if (line.has("number")) {
                jobOf.put(line.get("number").asInt(), job);
            }
        });
        Map<String, JsonNode> known = run.known();
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode effect : run.effects()) {
            String ip = Run.text(effect, "ip");
            String job = jobOf.get(effect.path("job").asInt(-1));
            if (job == null) {
                findings.add(Goal.UNASKED_EFFECT, effect.toString());
                continue;
            }
            if (counts.merge(job + " " + ip, 1, Integer::sum) == 2) {
                findings.add(Goal.DUPLICATE_EFFECT, job + " " + ip);
            }
            JsonNode line = known.get(job);
            String seq = line == null ? "" : Run.text(line, "seq");
            if (!Run.text(effect, "fence").startsWith(seq + " ")) {
                findings.add(Goal.STALE_EFFECT, job + " (job number " + seq + ") " + effect);
            }
        }
        known.forEach((job, line) -> {
            JsonNode asked = asks.get(job);
            if (asked != null && asked.has("number")) {
                told(job, line, counts, findings);
            }
        });
    }

    private static void told(String job, JsonNode line, Map<String, Integer> counts, Findings findings) {
        for (JsonNode target : line.path("targets").values()) {
            String key = job + " " + Run.text(target, "key");
            boolean ran = counts.containsKey(key);
            switch (Run.text(target, "state")) {
                case "SUCCEEDED" -> {
                    if (!ran) {
                        findings.add(Goal.UNTRUE_SUCCESS, key);
                    }
                }
                case "FAILED", "SKIPPED", "CANCELLED" -> {
                    if (ran) {
                        findings.add(Goal.UNTRUE_FAILURE, key + " " + Run.text(target, "code"));
                    }
                }
                default -> {
                    // Unknown is always true.
                }
            }
        }
    }
}
