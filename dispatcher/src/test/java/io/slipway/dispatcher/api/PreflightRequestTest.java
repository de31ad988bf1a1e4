package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The HTTP side of the preflight: bad input, rights, languages, and a grid without a broker. */
class PreflightRequestTest extends ApiTest {
    private static final String PREFLIGHT = "/api/v1/projects/ssss/areas/cn/preflight";

    static Stream<Arguments> bad() {
        String tooMany = IntStream.rangeClosed(0, 2000)
                .mapToObj(i -> "\"10.2." + i / 250 + "." + i % 250 + "\": [\"s\"]")
                .collect(Collectors.joining(", ", "{\"servers\": {\"game\": {", "}}}"));
        String manyNames = IntStream.range(0, 65)
                .mapToObj(i -> "\"s" + i + "\"")
                .collect(Collectors.joining(", ", "{\"servers\": {\"game\": {\"10.1.1.1\": [", "]}}}"));
        return Stream.of(
                Arguments.of("{\"go\": true}", 400, "unknown_field", "/go"),
                Arguments.of("{\"servers\": {\"gateway\": {}}}", 400, "unknown_field", "/servers/gateway"),
                Arguments.of("{\"version\": 7}", 400, "wrong_type", "/version"),
                Arguments.of("{\"version\": [\"1\"]}", 400, "wrong_type", "/version"),
                Arguments.of("{\"version\": {\"$gt\": \"\"}}", 400, "wrong_type", "/version"),
                Arguments.of("{\"servers\": []}", 400, "wrong_type", "/servers"),
                Arguments.of(
                        "{\"servers\": {\"game\": {\"10.1.1.1\": \"qq_1\"}}}",
                        400,
                        "wrong_type",
                        "/servers/game/10.1.1.1"),
                Arguments.of(
                        "{\"servers\": {\"game\": {\"10.1.1.1\": [null]}}}",
                        400,
                        "wrong_type",
                        "/servers/game/10.1.1.1/0"),
                Arguments.of("[]", 400, "wrong_type", ""),
                Arguments.of("{\"version\": \"1\", \"version\": \"2\"}", 400, "duplicate_key", "/version"),
                Arguments.of("{", 400, "bad_json", ""),
                Arguments.of("{\"version\": \"../1\"}", 422, "bad_name", "/version"),
                Arguments.of("{\"version\": \"\"}", 422, "bad_name", "/version"),
                Arguments.of("{\"version\": \"-rf\"}", 422, "bad_name", "/version"),
                Arguments.of("{\"version\": \"" + "x".repeat(65) + "\"}", 422, "bad_name", "/version"),
                Arguments.of("{\"servers\": {}}", 422, "too_few", "/servers"),
                Arguments.of("{\"servers\": {\"game\": {\"10.1.1.1\": []}}}", 422, "too_few", "/servers/game/10.1.1.1"),
                Arguments.of(
                        "{\"servers\": {\"game\": {\"10.9.9.9\": [\"qq_1\"]}}}",
                        422,
                        "unknown_host",
                        "/servers/game/10.9.9.9"),
                Arguments.of(
                        "{\"servers\": {\"game\": {\"10.1.1.1\": [\"a b\"]}}}",
                        422,
                        "bad_name",
                        "/servers/game/10.1.1.1/0"),
                Arguments.of(
                        "{\"servers\": {\"game\": {\"10.1.1.1\": [\"qq_1\", \"qq_1\"]}}}",
                        422,
                        "duplicate_server",
                        "/servers/game/10.1.1.1/1"),
                Arguments.of(manyNames, 422, "too_many", "/servers/game/10.1.1.1"),
                Arguments.of(tooMany, 422, "too_many", "/servers"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badInputIsRefusedWithItsPlaceAndOneAuditEntry(String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = post(PREFLIGHT, body);

        RequestTest.assertProblem(answer, status, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
    }

    @Test
    void unknownPlacesAreNotFound() {
        assertThat(post("/api/v1/projects/nope/areas/cn/preflight", "{}").statusCode())
                .isEqualTo(404);
        assertThat(post("/api/v1/projects/ssss/areas/nope/preflight", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aViewerMayNot() {
        String token = tree(post(
                        "/api/v1/tokens",
                        "{\"name\": \"looker-" + freshUuid().substring(0, 8)
                                + "\", \"projects\": [\"ssss\"], \"roles\": [\"viewer\"]}"))
                .get("token")
                .asString();
        HttpResponse<String> answer =
                send(json(anonymous(PREFLIGHT).header("Authorization", "Bearer " + token), "POST", "{}"));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void withoutABrokerEveryWorkersCellIsUnknownAndSaysWhatToDo() {
        Map<String, Long> before = MemoryStore.counts();

        JsonNode grid = tree(send(json(request(PREFLIGHT), "POST", "")));

        assertThat(grid.get("go").asBoolean()).isFalse();
        assertThat(grid.get("checked_at").asString()).endsWith("Z");
        assertThat(cell(grid, "queue_worker").get("result").asString()).isEqualTo("unknown");
        assertThat(cell(grid, "queue_worker").get("fix").asString()).contains("spring.rabbitmq.host", "启动");
        assertThat(cell(grid, "erlang_node").get("fix").asString()).contains("queue_worker");
        assertThat(cell(grid, "cmdb_url").get("result").asString()).isEqualTo("not_applicable");
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void englishIsSpokenToWhoeverAsksForIt() {
        JsonNode grid = tree(send(json(request(PREFLIGHT), "POST", "{}").header("Accept-Language", "en")));

        assertThat(cell(grid, "queue_worker").get("fix").asString()).contains("Start RabbitMQ");
        assertThat(cell(grid, "password_file").get("title").asString()).isEqualTo("rsync password file");
        assertThat(grid.toString()).doesNotContain("启动", "先处理");
    }

    private static JsonNode cell(JsonNode grid, String check) {
        return grid.get("cells").values().stream()
                .filter(cell -> cell.get("check").asString().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " in " + grid));
    }
}
