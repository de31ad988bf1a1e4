package io.slipway.chaos.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The histories of a small run in which nothing went wrong, to be changed by a test: one job with two hosts, one worker killed. */
final class WrittenRun {
    static final String JOB = "j1";
    static final String SECRET = "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final List<Map<String, Object>> client = new ArrayList<>();
    final List<Map<String, Object>> effects = new ArrayList<>();
    final List<Map<String, Object>> samples = new ArrayList<>();
    final List<Map<String, Object>> receipts = new ArrayList<>();
    final List<Map<String, Object>> faults = new ArrayList<>();
    final List<Map<String, Object>> finals = new ArrayList<>();

    WrittenRun() {
        client.add(
                line(100, "op", "invoke", "try", 1, "job", JOB, "kind", "hot", "number", 1, "ips", List.of("a", "b")));
        client.add(line(120, "op", "ok", "job", JOB, "status", 202, "ms", 20));
        samples.add(line(
                200, "kind", "target", "job", JOB, "key", "a", "state", "RUNNING", "attempt", 1, "worker", "ops-1"));
        faults.add(line(210, "fault", "KILL_WORKER", "what", "ops-1", "phase", "begin"));
        samples.add(line(290, "kind", "target", "job", JOB, "key", "a", "state", "QUEUED", "attempt", 2));
        samples.add(line(300, "kind", "fence", "ip", "a", "fence", "7 2"));
        effects.add(line(310, "ip", "a", "job", 1, "fence", "7 2"));
        effects.add(line(320, "ip", "b", "job", 1, "fence", "7 1"));
        samples.add(line(330, "kind", "target", "job", JOB, "key", "a", "state", "SUCCEEDED", "attempt", 2));
        samples.add(line(340, "kind", "tree", "ip", "c", "first", "2.0.0", "last", "2.0.0"));
        samples.add(line(350, "kind", "sampled", "trees", 12));
        receipts.add(receipt("pushed", "", "{}"));
        receipts.add(receipt("started", "", "{}"));
        receipts.add(receipt("ip", ":a", told("a", true)));
        receipts.add(receipt("ip", ":b", told("b", true)));
        receipts.add(receipt("final", "", "{\"succeeded\":2,\"failed\":0,\"unknown\":0}"));
        finals.add(line(
                900,
                "kind",
                "job",
                "job",
                JOB,
                "status",
                200,
                "state",
                "SUCCEEDED",
                "seq",
                7,
                "targets",
                new ArrayList<>(List.of(target("a", "SUCCEEDED", 2), target("b", "SUCCEEDED", 1)))));
        finals.add(line(910, "kind", "queue", "queue", "ops", "depth", 0, "dead", 0));
    }

    /** The same run, but the second host failed at first and was retried. */
    static WrittenRun retried() {
        WrittenRun run = new WrittenRun();
        run.samples.add(3, line(325, "kind", "target", "job", JOB, "key", "b", "state", "FAILED", "attempt", 1));
        run.effects.remove(1);
        run.receipts.set(3, receipt("ip", ":b", told("b", false)));
        run.receipts.set(4, receipt("final", "", "{\"succeeded\":1,\"failed\":1,\"unknown\":0}"));
        run.client.add(line(500, "op", "act", "act", "retry", "phase", "invoke", "job", JOB, "ips", List.of("b")));
        run.client.add(line(510, "op", "act", "act", "retry", "phase", "answer", "job", JOB, "status", 202));
        run.samples.add(line(520, "kind", "target", "job", JOB, "key", "b", "state", "RUNNING", "attempt", 2));
        run.effects.add(line(530, "ip", "b", "job", 1, "fence", "7 2"));
        run.receipts.add(receipt(2, "ip", ":b", told("b", true)));
        run.receipts.add(receipt(2, "final", "", "{\"succeeded\":2,\"failed\":0,\"unknown\":0}"));
        run.told().put("round", 2);
        return run;
    }

    static Map<String, Object> line(long time, Object... pairs) {
        Map<String, Object> line = new LinkedHashMap<>(Map.of("t", time));
        for (int i = 0; i < pairs.length; i += 2) {
            line.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return line;
    }

    static Map<String, Object> target(String ip, String state, int attempt) {
        return Map.of("key", ip, "state", state, "attempt", attempt, "code", "");
    }

    static String told(String ip, boolean good) {
        return "{\"ip\":{\"" + ip + "\":{\"erl_data\":{\"game\":{\"data\":\"\",\"status\":" + good + "}}}}}";
    }

    /** A signed one that was answered with 200. @param which {@code :ip}, or empty */
    static Map<String, Object> receipt(String event, String which, String body) {
        return receipt(1, event, which, body);
    }

    static Map<String, Object> receipt(int round, String event, String which, String body) {
        String id = JOB + ":" + event + which + (round == 1 ? "" : ":r" + round);
        return line(
                400,
                "id",
                id,
                "event",
                event,
                "job",
                JOB,
                "round",
                round,
                "stamp",
                "1",
                "answer",
                "200",
                "body",
                body,
                "signature",
                new Signatures(SECRET).sign(id, "1", body));
    }

    /** The job as the installation tells of it at the end. */
    Map<String, Object> told() {
        return finals.get(0);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> targets() {
        return (List<Map<String, Object>>) Objects.requireNonNull(told().get("targets"));
    }

    Run run() {
        JsonNode settings = JSON.valueToTree(
                Map.of("seed", 1, "minutes", 1.0, "faults", true, "release_hosts", 1, "webhook_secret", SECRET));
        return new Run(
                settings, lines(client), lines(effects), lines(samples), lines(receipts), lines(faults), lines(finals));
    }

    private static List<JsonNode> lines(List<Map<String, Object>> lines) {
        return lines.stream().map(line -> (JsonNode) JSON.valueToTree(line)).toList();
    }
}
