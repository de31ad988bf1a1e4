package io.slipway.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watching over a stream that behaves and one that does not. */
class WatchTest {
    private static final String EVENTS = "GET /api/v1/jobs/u-1/events";
    private static final String JOB = "GET /api/v1/jobs/u-1";
    private static final String TARGETS = JOB + "/targets?limit=500";
    private static final String NONE = "{\"targets\":[],\"total\":0}";
    private static final String FAILED = """
            {"targets":[{"target_id":"t1","step":"APPLY","key":"10.0.0.1","state":"FAILED","attempt":1,"servers":[],
             "failure":{"code":"unreachable","type":"TARGET_HOST","message":"connection refused","advice":"Look at the host","output":""}}],
             "total":1}""";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher();
        for (String state : List.of("FAILED", "UNKNOWN", "CANCELLED")) {
            dispatcher.on(TARGETS + "&state=" + state, 200, NONE);
        }
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,OK", "PARTIAL,PARTIAL", "FAILED,FAILED", "CANCELLED,FAILED"})
    void theExitCodeIsHowTheJobEnded(String state, ExitCode exit) {
        dispatcher.on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("RUNNING"), "job " + job(state)));
        dispatcher.on(JOB, 200, job(state));

        assertThat(watch().exit()).isEqualTo(exit);
    }

    @Test
    void withoutATerminalThereIsALineForEachChange() throws IOException {
        try (RecordedDispatcher failing = new RecordedDispatcher()) {
            failing.on(TARGETS + "&state=FAILED", 200, FAILED)
                    .on(TARGETS + "&state=UNKNOWN", 200, NONE)
                    .on(TARGETS + "&state=CANCELLED", 200, NONE)
                    .on(JOB, 200, job("PARTIAL"))
                    .on(
                            EVENTS,
                            RecordedDispatcher.stream(
                                    "snapshot " + snapshot("RUNNING"),
                                    "target {\"targets\":[" + FrameTest.target(1, "FAILED") + "]}",
                                    "job " + job("PARTIAL")));

            Result result = CliCall.at(failing.url()).run("job", "watch", "u-1");

            assertThat(result.err().replaceAll("\\[[0-9:]+]", "[t]"))
                    .contains("[t] ✓ pull: succeeded 1/1\n")
                    .contains("[t] ✗ 10.0.0.1  apply  unreachable: connection refused\n[t]   -> Look at the host\n")
                    .contains("[t] ! hot update u-1: partial\n")
                    .doesNotContain("\u001b");
            assertThat(result.out()).isEqualTo("""
                            ! partial  hot update u-1  ssss/大陆(cn)  004200000
                            STEP   TARGET    STATE     FAILURE
                            apply  10.0.0.1  ✗ failed  unreachable: connection refused
                            unreachable -> Look at the host
                            """);
            assertThat(result.exit()).isEqualTo(ExitCode.PARTIAL);
        }
    }

    @Test
    void aFleetThatFailsDoesNotFillALog() throws IOException {
        List<String> states = Collections.nCopies(2000, "FAILED");
        try (RecordedDispatcher failing = new RecordedDispatcher()) {
            failing.on(TARGETS + "&state=FAILED", 200, FAILED)
                    .on(TARGETS + "&state=UNKNOWN", 200, NONE)
                    .on(TARGETS + "&state=CANCELLED", 200, NONE)
                    .on(JOB, 200, job("FAILED"))
                    .on(
                            EVENTS,
                            RecordedDispatcher.stream("snapshot "
                                    + FrameTest.snapshot("FAILED", states).replace("\n", "")));

            Result result = CliCall.at(failing.url()).run("job", "watch", "u-1");

            assertThat(result.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("1950 more did not succeed");
            assertThat(result.err().lines()).hasSizeLessThan(120);
        }
    }

    @Test
    void aLostStreamIsOpenedAgain() {
        dispatcher
                .on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("RUNNING")))
                .on(EVENTS, RecordedDispatcher.cutOff())
                .on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("SUCCEEDED")))
                .on(JOB, 200, job("SUCCEEDED"));

        assertThat(watch().exit()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(EVENTS)).hasSize(3);
    }

    @Test
    void whereThereIsNoStreamTheJobIsAskedForAgainAndAgain() {
        dispatcher
                .on(EVENTS, RecordedDispatcher.json(502, "<html>proxy</html>"))
                .on(
                        TARGETS,
                        200,
                        "{\"targets\":[" + FrameTest.targets(List.of("SUCCEEDED", "SUCCEEDED")) + "],\"total\":2}")
                .on(JOB, 200, job("RUNNING"))
                .on(JOB, 200, job("RUNNING"))
                .on(JOB, 200, job("SUCCEEDED"));

        Result result = watch();

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(EVENTS)).hasSize(3);
        assertThat(dispatcher.requests(TARGETS)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aSilentStreamIsGivenUpAndOpenedAgain() {
        Patience impatient = new Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(5), List.of(), Duration.ofMillis(300), Duration.ofMillis(40));
        dispatcher
                .on(EVENTS, exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    awaitSecondRequest();
                })
                .on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("SUCCEEDED")))
                .on(JOB, 200, job("SUCCEEDED"));

        Result result = CliCall.at(dispatcher.url()).patience(impatient).run("job", "watch", "u-1");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void theTimeToWatchEndsWithUnknownAndTheJobGoesOn() {
        dispatcher.on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("RUNNING")));

        Result result = CliCall.at(dispatcher.url()).run("job", "watch", "u-1", "--timeout", "1s");

        assertThat(result.exit()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(result.err()).contains("The job has not ended within 0:01").contains("slipway job watch u-1");
        assertThat(dispatcher.requests()).allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void aJobThatIsNotThereIsNoOutage() {
        Result result = watch();

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("not_found");
    }

    @Test
    void onATerminalThePictureIsPaintedOverItselfAndTheTerminalLeftAsItWas() {
        dispatcher
                .on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("RUNNING"), "job " + job("SUCCEEDED")))
                .on(JOB, 200, job("SUCCEEDED"));

        Result result = CliCall.at(dispatcher.url()).terminal(80, 24).run("job", "watch", "u-1");

        assertThat(result.err()).contains("\u001b[?25l").endsWith("\u001b[?7h\u001b[?25h");
        assertThat(result.err()).contains("✓ \u001b[0m10.0.0.0");
        assertThat(result.out()).contains("succeeded");
    }

    @Test
    void withoutColourThePictureHasOnlyCursorMovements() {
        dispatcher
                .on(EVENTS, RecordedDispatcher.stream("snapshot " + snapshot("RUNNING"), "job " + job("SUCCEEDED")))
                .on(JOB, 200, job("SUCCEEDED"));

        Result result = CliCall.at(dispatcher.url())
                .with("NO_COLOR", "1")
                .terminal(80, 24)
                .run("job", "watch", "u-1");

        assertThat(result.err()).doesNotContainPattern("\u001b\\[[0-9;]*m").contains("\u001b[K");
        assertThat(result.out()).doesNotContain("\u001b");
    }

    private Result watch() {
        return CliCall.at(dispatcher.url()).run("job", "watch", "u-1");
    }

    private void awaitSecondRequest() {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> dispatcher.requests(EVENTS).size() > 1);
    }

    private static String snapshot(String state) {
        return FrameTest.snapshot(state, List.of("SUCCEEDED", "RUNNING")).replace("\n", "");
    }

    private static String job(String state) {
        return FrameTest.job(state, 2).replace("\n", "");
    }
}
