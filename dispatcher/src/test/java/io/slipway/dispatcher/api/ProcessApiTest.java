package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Status board and logs over HTTP, while no worker has read anything; row A29 of the abuse table. */
class ProcessApiTest extends ApiTest {
    private static final String PROCESSES = "/api/v1/projects/ssss/processes";
    private static final String SERVERS = "/api/v1/projects/ssss/game-servers/";

    @Test
    void hostsThatNobodyReadAreUnknownWithAReasonInBothLanguages() {
        await().atMost(Duration.ofSeconds(20)).until(() -> rows("?ip=10.1.1.1").size() == 1);

        JsonNode row = rows("?ip=10.1.1.1").get(0);
        assertThat(row.get("state").asString()).isEqualTo("UNKNOWN");
        assertThat(row.get("area").asString()).isEqualTo("大陆");
        assertThat(row.has("process")).isFalse();
        assertThat(row.get("problem").get("code").asString()).isEqualTo("not_read");
        assertThat(row.get("problem").get("advice").asString()).contains("工作进程");
        JsonNode english = tree(send(request(PROCESSES + "?ip=10.1.1.1")
                .header("Accept-Language", "en")
                .GET()));
        assertThat(english.get("processes").get(0).get("problem").get("advice").asString())
                .contains("slipway worker list");
        assertThat(rows("?state=RUNNING").size()).isZero();
        assertThat(rows("?area=cn").size())
                .isEqualTo(rows("?area=%E5%A4%A7%E9%99%86").size())
                .isPositive();
        assertThat(rows("?area=nosuch").size()).isZero();
        assertThat(rows("?text=10.1.1.2").size()).isEqualTo(1);
        JsonNode page = tree(get(PROCESSES + "?limit=2"));
        assertThat(page.get("processes").size()).isEqualTo(2);
        assertThat(page.get("next_page_token").asString()).isEqualTo("2");
        JsonNode summary = tree(get("/api/v1/processes/summary?project=ssss"))
                .get("projects")
                .get(0);
        assertThat(summary.get("unknown_hosts").asInt())
                .isEqualTo(summary.get("hosts").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=x",
                "page_token=-1",
                "page_token=x",
                "state=NOPE",
                "ip=localhost",
                "ip=10.1.1.256",
                "ip=10.1.1.1%0a",
                "area=../x",
                "area=a%20b"
            })
    void aBadParameterIsRefusedByName(String query) {
        String name = query.substring(0, query.indexOf('='));
        String pointer = name.equals("page_token") && query.endsWith("x") ? "?pageToken" : "?" + name;

        HttpResponse<String> answer = get(PROCESSES + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bad_parameter");
        assertThat(tree(answer).get("errors").get(0).get("pointer").asString()).isIn(pointer, "?" + name);
    }

    static Stream<Arguments> badLogs() {
        return Stream.of(
                Arguments.of("10.1.1.1:a..b/logs/stdout", 422, "bad_name"),
                Arguments.of("10.1.1.1:qq_1/logs/syslog", 422, "bad_name"),
                Arguments.of("10.1.1.1:qq_1/logs/..stdout", 422, "bad_name"),
                Arguments.of("10.1.1.1:" + "x".repeat(201) + "/logs/stdout", 422, "bad_name"),
                Arguments.of("10.1.1.1:a%E2%80%AEb/logs/stdout", 422, "bad_name"),
                Arguments.of("localhost:qq_1/logs/stdout", 422, "bad_ip"),
                Arguments.of("010.1.1.1:qq_1/logs/stdout", 422, "bad_ip"),
                Arguments.of("10.1.1.1:9001:qq_1/logs/stdout", 404, "unknown_process"),
                Arguments.of("10.9.9.9:qq_1/logs/stdout", 404, "unknown_process"),
                Arguments.of("10.1.1.1:nobody/logs/stdout", 404, "unknown_process"),
                Arguments.of("10.1.1.1:nobody/logs/stderr/tail", 404, "unknown_process"),
                Arguments.of("10.1.1.1:nobody/logs/process/search?text=x", 404, "unknown_process"));
    }

    @ParameterizedTest
    @MethodSource("badLogs")
    void aLogThatIsNotOneOfTheProjectIsRefused(String path, int status, String code) {
        HttpResponse<String> answer = get(SERVERS + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
    }

    /** What could be a path does not even reach a route: the container refuses it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.1.1:..%2e/logs/stdout",
                "10.1.1.1:..%2f..%2fetc%2fpasswd/logs/stdout",
                "10.1.1.1:%2fetc%2fpasswd/logs/stdout",
                "10.1.1.1:qq_1/logs/..%2f..%2fetc%2fpasswd",
                "10.1.1.1:a%5cb/logs/stdout",
                "10.1.1.1:a%00b/logs/stdout",
                "10.1.1.1:a%0ab/logs/stdout"
            })
    void aPathInANameIsRefused(String path) {
        HttpResponse<String> answer = get(SERVERS + path);

        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(answer.body()).doesNotContain("root:");
    }

    @ParameterizedTest
    @CsvSource({
        "stdout?bytes=-1, ?bytes",
        "stdout?bytes=1048577, ?bytes",
        "stdout?bytes=268435457&download=true, ?bytes",
        "stdout?bytes=x, ?bytes",
        "stdout?offset=-2, ?offset",
        "stdout?colours=maybe, ?colours",
        "stdout/search?text=, ?text",
        "stdout/search?text=a%00b, ?text",
        "stdout/search?text=x&bytes=0, ?bytes",
        "stdout/search?text=x&bytes=16777217, ?bytes",
        "stdout/search?text=x&limit=0, ?limit",
        "stdout/search?text=x&limit=501, ?limit"
    })
    void aBadLogParameterIsRefusedByName(String query, String pointer) {
        HttpResponse<String> answer = get(SERVERS + "10.1.1.1:qq_1/logs/" + query);

        assertProblem(answer, 400, "bad_parameter", pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/processes",
                "/processes/events",
                "/game-servers/10.1.1.1:qq_1/logs/stdout",
                "/game-servers/10.1.1.1:qq_1/logs/stdout/tail",
                "/game-servers/10.1.1.1:qq_1/logs/stdout/search?text=x"
            })
    void anUnknownProjectIsNotFoundAndATokenIsNeeded(String path) {
        HttpResponse<String> answer = get("/api/v1/projects/nosuch" + path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(tree(answer).get("code").asString()).isEqualTo("unknown_project");
        assertThat(send(anonymous("/api/v1/projects/ssss" + path).GET()).statusCode())
                .isEqualTo(401);
    }

    private JsonNode rows(String query) {
        return tree(get(PROCESSES + query)).get("processes");
    }
}
