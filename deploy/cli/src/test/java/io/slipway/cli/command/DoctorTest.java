package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code slipway doctor} against recorded answers, and against nobody. */
class DoctorTest {
    private static final String WORKER = """
            {"worker_id":"%s","role":"file-push","host":"vm","queues":["file_push8"],"slots":4,"running":0,
             "versions":{"slipway":"%s"},"last_seen":"2026-11-21T09:14:11Z","alive":%s}""";
    private static final String QUEUE = """
            {"name":"%s","role":"file-push","project":null,"depth":%s,"consumers":%s,"oldest_seconds":%s,"dead":%s}""";
    private static final String FIGURES = """
            # TYPE disk_free_bytes gauge
            disk_free_bytes{path="/srv"} %s
            # TYPE disk_total_bytes gauge
            disk_total_bytes{path="/srv"} 1.0E11
            """;

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aHealthyInstallationIsGreenAndEndsWithZero() {
        health("UP", "UP", "UP");
        rest(WORKER.formatted("push1", "0.1.0", true), QUEUE.formatted("file_push8", 3, 1, 12, 0), "[]", "6.0E10");

        Result result = call().run("doctor");

        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("✓ api", "✓ broker", "✓ store", "✓ election", "✓ clock", "✓ token         li.ming")
                .contains("✓ workers       1 alive", "✓ versions      0.1.0", "✓ disk          56 GiB free")
                .contains("✓ The installation is well")
                .doesNotContain("✗", "->");
    }

    @Test
    void everyRedLineSaysWhatToDo() {
        health("DOWN", "UP", "DOWN");
        rest(
                WORKER.formatted("push1", "0.1.0", true) + "," + WORKER.formatted("push2", "0.2.0", true) + ","
                        + WORKER.formatted("push3", "0.1.0", false),
                QUEUE.formatted("file_push8", 3, 0, 4000, 2),
                "[{\"id\":\"u:final\"}]",
                "1.0E9");

        Result result = call().run("doctor");
        JsonNode json = Documents.readJson(call().run("doctor", "-o", "json").out());

        assertThat(result.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("✗ broker", "✗ queues        nobody takes from: file_push8", "! versions");
        assertThat(results(json))
                .containsEntry("broker", "broken")
                .containsEntry("election", "broken")
                .containsEntry("store", "ok")
                .containsEntry("workers", "warning")
                .containsEntry("versions", "warning")
                .containsEntry("dead_letters", "broken")
                .containsEntry("callbacks", "broken")
                .containsEntry("disk", "broken");
        assertThat(json.path("healthy").asBoolean(true)).isFalse();
        json.path("checks").forEach(check -> {
            if (!check.path("result").asString("").equals("ok")) {
                assertThat(check.path("fix").asString("")).as(check.toString()).isNotBlank();
            }
        });
    }

    @Test
    void chineseIsAskedForAndGiven() {
        health("DOWN", "UP", "UP");
        rest(WORKER.formatted("push1", "0.1.0", true), QUEUE.formatted("q", 0, 1, "null", 0), "[]", "6.0E10");

        Result result = call().with("SLIPWAY_LANG", "zh").run("doctor");

        assertThat(result.out()).contains("✗ broker        dispatcher 无法访问", "恢复 RabbitMQ", "请自上而下修复");
    }

    @Test
    void whatTheTokenMayNotSeeIsNoFault() {
        health("UP", "UP", "UP");
        rest(WORKER.formatted("push1", "0.1.0", true), QUEUE.formatted("q", 0, 1, "null", 0), "[]", null);

        Result result = call().run("doctor");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("? disk          403 forbidden");
    }

    @Test
    void aTokenThatIsNotKnownEndsWithItsOwnCode() {
        health("UP", "UP", "UP");
        dispatcher.on("GET /api/v1/session", 401, "{\"code\":\"unauthorized\",\"title\":\"log in\"}");

        Result result = call().run("doctor");

        assertThat(result.exit()).isEqualTo(ExitCode.AUTH);
        assertThat(result.out()).contains("✓ store", "✗ token         401 unauthorized", "chmod 600");
    }

    @Test
    void nobodyThereEndsWithItsOwnCodeAndSaysWhereItLooked() {
        dispatcher.close();

        Result result = call().run("doctor", "-o", "json");

        assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(result.out()).contains(dispatcher.url().toString(), "systemctl status");
    }

    @Test
    void aProcessThatCannotWorkIsToBeRestarted() {
        dispatcher.on("GET /health", 503, "{\"status\":\"DOWN\",\"broken\":[\"deadlock\"]}");
        dispatcher.on("GET /health/ready", 503, "{\"status\":\"DOWN\",\"parts\":{\"store\":\"DOWN\"}}");
        dispatcher.on("GET /api/v1/session", 503, "{\"code\":\"store_unavailable\",\"title\":\"away\"}");
        dispatcher.onEvery(
                "GET /", RecordedDispatcher.json(503, "{\"code\":\"store_unavailable\",\"title\":\"away\"}"));

        Result result = call().run("doctor");

        assertThat(result.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .contains("✗ api           the process cannot work any more: deadlock", "Thread.print")
                .contains("✗ store", "? workers       503 store_unavailable");
    }

    private void health(String broker, String store, String election) {
        dispatcher.on("GET /health", 200, "{\"status\":\"UP\"}");
        dispatcher.on(
                "GET /health/ready",
                200,
                "{\"status\":\"UP\",\"parts\":{\"broker\":\"%s\",\"election\":\"%s\",\"store\":\"%s\"}}"
                        .formatted(broker, election, store));
    }

    private void rest(String workers, String queues, String callbacks, @Nullable String free) {
        dispatcher.on("GET /api/v1/session", 200, "{\"account\":\"li.ming\",\"expires_at\":null}");
        dispatcher.on("GET /api/v1/workers", 200, "{\"workers\":[" + workers + "]}");
        dispatcher.on("GET /api/v1/queues", 200, "{\"queues\":[" + queues + "]}");
        dispatcher.on("GET /api/v1/callbacks?state=EXHAUSTED&limit=500", 200, "{\"callbacks\":" + callbacks + "}");
        if (free == null) {
            dispatcher.on("GET /metrics", 403, "{\"code\":\"forbidden\",\"title\":\"no\"}");
        } else {
            dispatcher.on("GET /metrics", RecordedDispatcher.typed(200, "text/plain", FIGURES.formatted(free)));
        }
    }

    private static Map<String, String> results(JsonNode json) {
        Map<String, String> results = new TreeMap<>();
        json.path("checks")
                .forEach(check -> results.put(
                        check.path("check").asString(""), check.path("result").asString("")));
        return results;
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }
}
