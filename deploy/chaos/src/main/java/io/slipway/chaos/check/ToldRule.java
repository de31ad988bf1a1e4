package io.slipway.chaos.check;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the callbacks say of a job is what the installation says of it. */
final class ToldRule implements Rule {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void check(Run run, Findings findings) {
        Map<String, JsonNode> bodies = new HashMap<>();
        run.receipts()
                .forEach(receipt -> bodies.computeIfAbsent(
                        Run.text(receipt, "id"), id -> JSON.readTree(Run.text(receipt, "body"))));
        run.known().forEach((job, line) -> {
            JsonNode last = bodies.get(job + ":final");
            Map<String, Integer> states = new HashMap<>();
            for (JsonNode target : line.path("targets").values()) {
                states.merge(Run.text(target, "state"), 1, Integer::sum);
                host(job, target, bodies, findings);
            }
            if (last != null) {
                same(job, "succeeded", last, states.getOrDefault("SUCCEEDED", 0), findings);
                same(job, "unknown", last, states.getOrDefault("UNKNOWN", 0), findings);
            }
        });
    }

    private static void same(String job, String field, JsonNode body, int wanted, Findings findings) {
        int said = body.path(field).asInt(-1);
        if (said != wanted) {
            findings.add(Goal.CONTRADICTION, job + " final says " + field + " " + said + ", there are " + wanted);
        }
    }

    private static void host(String job, JsonNode target, Map<String, JsonNode> bodies, Findings findings) {
        String ip = Run.text(target, "key");
        JsonNode body = bodies.get(job + ":ip:" + ip);
        if (body == null || !body.path("ip").path(ip).has("erl_data")) {
            return;
        }
        boolean said = true;
        for (JsonNode server : body.path("ip").path(ip).path("erl_data").values()) {
            said &= server.path("status").asBoolean(false);
        }
        if (said != Run.is(target, "state", "SUCCEEDED")) {
            findings.add(
                    Goal.CONTRADICTION, job + " " + ip + " was told " + said + ", is " + Run.text(target, "state"));
        }
    }
}
