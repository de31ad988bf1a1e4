package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Jobs that begin later, and maintenance, against recorded answers. */
class ScheduleTest {
    private static final String SCHEDULES = "POST /api/v1/projects/ssss/areas/cn/schedules";
    private static final String ONE = """
            {"schedule_id":"u-1","project":"ssss","area":"大陆","area_code":"cn","request":"hot-updates",
             "at":"2026-12-01T04:00:00+08:00","zone":"Asia/Shanghai","due_in_seconds":900,"on_missed":"SKIP",
             "grace_seconds":600,"override_reason":null,"state":"%s","note":null,"created_by":"ann","revision":1,
             "created_at":"2026-11-21T00:00:00Z","ended_at":null,"links":{}}""";

    @TempDir
    Path directory;

    private RecordedDispatcher dispatcher;
    private Path body;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(SCHEDULES, 201, ONE.formatted("WAITING"))
                .on("GET /api/v1/schedules?limit=500", 200, "{\"schedules\":[" + ONE.formatted("MISSED") + "]}")
                .on("GET /api/v1/schedules/u-1", 200, ONE.formatted("WAITING"))
                .on("GET /api/v1/schedules/u-1/body", 200, "{\"uuid\":\"u-1\"}")
                .on("POST /api/v1/schedules/u-1/cancel", 200, ONE.formatted("CANCELLED"));
        body = Files.writeString(directory.resolve("body.json"), "{\"uuid\":\"u-1\"}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aHotUpdateWithATimeIsScheduledAndNotBegun() {
        Result result = call().run(
                        "hot-update",
                        "ssss",
                        "cn",
                        "004200000",
                        "--server",
                        "game:10.1.1.1:qq_1",
                        "--uuid",
                        "u-1",
                        "--file",
                        "a.beam:0cc175b9c0f1b6a831c399e269772661",
                        "--at",
                        "2026-12-01T04:00:00",
                        "--zone",
                        "Asia/Shanghai",
                        "--if-missed",
                        "run",
                        "--override",
                        "紧急修复");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        JsonNode sent = Documents.readJson(dispatcher.requests(SCHEDULES).get(0).body());
        assertThat(sent.path("request").asString()).isEqualTo("hot-updates");
        assertThat(sent.path("at").asString()).isEqualTo("2026-12-01T04:00:00");
        assertThat(sent.path("on_missed").asString()).isEqualTo("RUN");
        assertThat(sent.path("override_reason").asString()).isEqualTo("紧急修复");
        assertThat(sent.path("body").path("uuid").asString()).isEqualTo("u-1");
        assertThat(result.out()).isEqualTo("u-1\n");
        assertThat(result.err()).contains("2026-12-01T04:00:00+08:00", "slipway schedule cancel u-1");
    }

    @Test
    void aWholeRequestIsScheduledAfterADelay() {
        Result result =
                call().run("schedule", "add", "ssss", "cn", "hot-updates", "--body", body.toString(), "--in", "30m");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dispatcher.requests(SCHEDULES).get(0).body())
                        .path("delay_seconds")
                        .asInt())
                .isEqualTo(1800);
    }

    @Test
    void theListSaysWhatWasMissed() {
        Result result = call().terminal(160, 24).with("NO_COLOR", "1").run("schedule", "list");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("u-1", "✗ missed", "2026-12-01T04:00:00+08:00 Asia/Shanghai", "skipped");
    }

    @Test
    void showNamesTheRequestAndCancelSaysThatItIsCancelled() {
        assertThat(call().run("schedule", "show", "u-1").out()).contains("uuid: ");
        Result cancelled = call().run("schedule", "cancel", "u-1");

        assertThat(cancelled.exit()).isEqualTo(ExitCode.OK);
        assertThat(cancelled.err()).contains("Cancelled u-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schedule add ssss cn hot-updates --body BODY",
                "hot-update ssss cn 1 --body BODY --zone UTC",
                "hot-update ssss cn 1 --body BODY --if-missed run",
                "hot-update ssss cn 1 --body BODY --in soon",
                "schedule cancel"
            })
    void whatCannotBeMeantIsWrongUseAndNothingIsSent(String line) {
        Result result = call().run(line.replace("BODY", body.toString()).split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(dispatcher.requests(SCHEDULES)).isEmpty();
    }

    @Test
    void theCalendarOfAProjectIsShownAndSetFromAFile() throws IOException {
        String calendar = """
                {"project":"ssss","zone":"Asia/Shanghai","windows":[{"days":[2,4],"from":"02:00","to":"06:00"}],
                 "freezes":[{"from":"2026-12-31T00:00:00+08:00","until":null,"reason":"元旦"}],"revision":1,
                 "open":false,"opens_at":"2026-11-24T02:00:00+08:00"}""";
        dispatcher
                .on("GET /api/v1/projects/ssss/maintenance", 200, calendar)
                .on("PUT /api/v1/projects/ssss/maintenance", 200, calendar);
        Path file = Files.writeString(directory.resolve("calendar.yaml"), "zone: UTC\n");

        Result shown = call().terminal(120, 24).with("NO_COLOR", "1").run("project", "maintenance", "ssss");
        assertThat(shown.out()).contains("2,4", "02:00", "元旦");
        assertThat(shown.err()).contains("opens at 2026-11-24T02:00:00+08:00");

        assertThat(call().run("project", "maintenance", "ssss", "--set", file.toString())
                        .exit())
                .isEqualTo(ExitCode.OK);
        String sent = dispatcher
                .requests("PUT /api/v1/projects/ssss/maintenance")
                .get(0)
                .body();
        assertThat(Documents.readJson(sent).path("zone").asString()).isEqualTo("UTC");
    }

    @Test
    void aRetryInAFreezeTakesItsReasonAlong() {
        dispatcher
                .on("GET /api/v1/jobs/u-1", 200, "{\"job_id\":\"u-1\",\"state\":\"FAILED\"}")
                .on("POST /api/v1/jobs/u-1/retry?override_reason=really%20needed", 409, "{}");

        call().run("job", "retry", "u-1", "--override", "really needed");

        assertThat(dispatcher.requests("POST /api/v1/jobs/u-1/retry?override_reason=really%20needed"))
                .hasSize(1);
    }

    @Test
    void aRetryOfSomeHostsNamesThem() {
        dispatcher
                .on("GET /api/v1/jobs/u-1", 200, "{\"job_id\":\"u-1\",\"state\":\"FAILED\"}")
                .on("POST /api/v1/jobs/u-1/retry", 409, "{}");

        call().run("job", "retry", "u-1", "--ips", "10.1.1.1,10.1.1.2", "--codes", "unreachable");
        call().run("job", "retry", "u-1");

        List<String> sent = dispatcher.requests("POST /api/v1/jobs/u-1/retry").stream()
                .map(request -> request.body())
                .toList();
        assertThat(sent).hasSize(2);
        assertThat(Documents.readJson(sent.get(0)))
                .isEqualTo(Documents.readJson("{\"ips\":[\"10.1.1.1\",\"10.1.1.2\"],\"codes\":[\"unreachable\"]}"));
        assertThat(sent.get(1)).isEmpty();
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }
}
