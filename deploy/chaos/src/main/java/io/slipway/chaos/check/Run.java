package io.slipway.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The histories of a run as they were written; a file that is missing is empty.
 *
 * @param settings {@code run.json}
 */
record Run(
        JsonNode settings,
        List<JsonNode> client,
        List<JsonNode> effects,
        List<JsonNode> samples,
        List<JsonNode> receipts,
        List<JsonNode> faults,
        List<JsonNode> finals) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Run read(Path directory) throws IOException {
        return new Run(
                JSON.readTree(Files.readString(directory.resolve("run.json"))),
                lines(directory, "client"),
                lines(directory, "effects"),
                lines(directory, "samples"),
                lines(directory, "receipts"),
                lines(directory, "faults"),
                lines(directory, "final"));
    }

    /** What was asked for, by job; the first request of each. */
    Map<String, JsonNode> asked() {
        return byJob(client.stream().filter(line -> is(line, "op", "invoke")).toList());
    }

    /** Requests to do something with a job, such as {@code retry}. */
    List<JsonNode> asked(String act) {
        return client.stream()
                .filter(line -> is(line, "act", act) && is(line, "phase", "invoke"))
                .toList();
    }

    /** The first 202 of each job that was accepted. */
    Map<String, JsonNode> accepted() {
        return byJob(client.stream().filter(line -> is(line, "op", "ok")).toList());
    }

    /** What the installation said of each job at the end; only of those it knows. */
    Map<String, JsonNode> known() {
        return byJob(finals.stream()
                .filter(line -> is(line, "kind", "job") && line.path("status").asInt(0) == 200)
                .toList());
    }

    List<JsonNode> samples(String kind) {
        return samples.stream().filter(line -> is(line, "kind", kind)).toList();
    }

    static boolean is(JsonNode line, String field, String value) {
        return text(line, field).equals(value);
    }

    /** The field, or the empty text. */
    static String text(JsonNode line, String field) {
        return line.path(field).asString("");
    }

    static long time(JsonNode line) {
        return line.path("t").asLong(0);
    }

    private static Map<String, JsonNode> byJob(List<JsonNode> lines) {
        Map<String, JsonNode> byJob = new LinkedHashMap<>();
        lines.forEach(line -> byJob.putIfAbsent(text(line, "job"), line));
        return byJob;
    }

    private static List<JsonNode> lines(Path directory, String name) throws IOException {
        Path file = directory.resolve(name + ".jsonl");
        List<JsonNode> lines = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** How many there are of each. */
    static Map<String, Long> count(List<JsonNode> lines, Function<JsonNode, String> by) {
        Map<String, Long> counts = new java.util.TreeMap<>();
        lines.forEach(line -> counts.merge(by.apply(line), 1L, Long::sum));
        return counts;
    }
}
