package io.slipway.chaos.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the callbacks say of a job is what the installation says of it. */
final class ToldRule implements Rule {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Word(int round, JsonNode body) {}

    @Override
    public void check(Run run, Findings findings) {
        Map<String, Word> words = lastWords(run);
        run.known().forEach((job, line) -> {
            Word last = words.get(Told.subject(job, "final", ""));
            Map<String, Integer> states = new HashMap<>();
            for (JsonNode target : line.path("targets").values()) {
                states.merge(Run.text(target, "state"), 1, Integer::sum);
                host(job, target, words.get(Told.subject(job, "ip", Run.text(target, "key"))), findings);
            }
            if (last != null && last.round() == line.path("round").asInt(1)) {
                same(job, "succeeded", last.body(), states.getOrDefault("SUCCEEDED", 0), findings);
                same(job, "unknown", last.body(), states.getOrDefault("UNKNOWN", 0), findings);
            }
        });
    }

    /** What was told in the latest round in which anything was, by subject. */
    private static Map<String, Word> lastWords(Run run) {
        Map<String, Word> words = new HashMap<>();
        for (JsonNode receipt : run.receipts()) {
            Told told = Told.of(receipt);
            Word before = words.get(told.subject());
            if (before == null || before.round() < told.round()) {
                words.put(told.subject(), new Word(told.round(), JSON.readTree(Run.text(receipt, "body"))));
            }
        }
        return words;
    }

    private static void same(String job, String field, JsonNode body, int wanted, Findings findings) {
        int said = body.path(field).asInt(-1);
        if (said != wanted) {
            findings.add(Goal.CONTRADICTION, job + " final says " + field + " " + said + ", there are " + wanted);
        }
    }

    private static void host(String job, JsonNode target, @Nullable Word told, Findings findings) {
        String ip = Run.text(target, "key");
        if (told == null || !told.body().path("ip").path(ip).has("erl_data")) {
            return;
        }
        boolean said = true;
        for (JsonNode server : told.body().path("ip").path(ip).path("erl_data").values()) {
            said &= server.path("status").asBoolean(false);
        }
        if (said != Run.is(target, "state", "SUCCEEDED")) {
            findings.add(
                    Goal.CONTRADICTION, job + " " + ip + " was told " + said + ", is " + Run.text(target, "state"));
        }
    }
}
