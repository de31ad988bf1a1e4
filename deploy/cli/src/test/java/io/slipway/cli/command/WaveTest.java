package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs in waves: looked at, watched, and acted upon, against recorded answers. */
class WaveTest {
    private static final String JOB = "GET /api/v1/jobs/rel-1";
    private static final String ACT = "POST /api/v1/jobs/rel-1/";
    private static final String CANARY = "{\"target_id\":\"t1\",\"step\":\"RELEASE\",\"key\":\"10.1.1.1\","
            + "\"state\":\"FAILED\",\"attempt\":1,\"failure\":{\"code\":\"health_check_failed\","
            + "\"message\":\"TCP 7001 is closed\",\"advice\":\"Read the log of the process\"}}";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        String pause = RecordedRelease.pause("failures");
        dispatcher = new RecordedDispatcher()
                .on(JOB, 200, RecordedRelease.job("PAUSED", pause))
                .on(JOB + "/waves", 200, RecordedRelease.waves(pause))
                .on(JOB + "/targets?limit=500&state=FAILED", 200, "{\"targets\":[" + CANARY + "],\"total\":1}")
                .on(JOB + "/targets?limit=500&state=UNKNOWN", 200, "{\"targets\":[],\"total\":0}")
                .on(JOB + "/targets?limit=500&state=CANCELLED", 200, "{\"targets\":[],\"total\":0}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void wavesAreListedWithTheirCountsAndWhatEndsThePause() {
        Result result = at().run("wave", "list", "rel-1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("""
                        20 together, confirmation between waves, 1 failed, 0 may
                        WAVE           HOSTS  STATE       IPS
                        wave 1 canary  1      ✗ failed 1  10.1.1.1
                        wave 2         2      _ held 2    10.1.1.2 10.1.1.3
                        = paused  More hosts failed than may, wave 1
                          -> slipway wave resume rel-1
                          -> slipway release rollback rel-1
                        """);
    }

    @Test
    void theStatusGroupsFailuresByTheirCodeWithWhatToDo() {
        Result result = at().with("SLIPWAY_LANG", "zh").run("release", "status", "rel-1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .startsWith("= 已暂停  发布 rel-1  ssss/大陆(cn)  1.0.4\n3 台主机:  ✗ 失败 1  _ 待批 2\n")
                .contains("第 1 批 金丝雀", "✗ 失败 1", "第 2 批", "_ 待批 2")
                .contains("""
                        ✗ health_check_failed x1  10.1.1.1
                          TCP 7001 is closed
                          -> Read the log of the process
                        = 已暂停  失败的主机超过允许的数量, 第 1 批
                          -> slipway wave resume rel-1
                          -> slipway release rollback rel-1
                        """);
        Result program = at().run("release", "status", "rel-1", "-o", "json");
        assertThat(Documents.readJson(program.out())
                        .path("waves")
                        .path("current")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aJobWithoutWavesHasAStatusToo() throws IOException {
        try (RecordedDispatcher plain = new RecordedDispatcher()
                .on(JOB, 200, RecordedRelease.job("SUCCEEDED", "null"))
                .on(JOB + "/waves", 404, "{\"title\":\"none\",\"status\":404,\"code\":\"no_waves\",\"errors\":[]}")
                .onEvery(JOB + "/targets", RecordedDispatcher.json(200, "{\"targets\":[],\"total\":0}"))) {
            Result result = CliCall.at(plain.url()).run("release", "status", "rel-1");

            assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
            assertThat(result.out().lines()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"pause, pause", "resume, resume", "skip 2, waves/2/skip", "skip, waves/2/skip"})
    void anActSaysWhatItCoversBeforeItIsDone(String command, String act) {
        dispatcher
                .on(ACT + act + "?dry_run=true", 200, RecordedRelease.covered("PAUSED"))
                .on(ACT + act, 202, RecordedRelease.covered("RUNNING"));
        String[] words =
                ("wave " + command).replaceFirst(" skip", " skip rel-1").split(" ");
        List<String> arguments = command.startsWith("skip") ? List.of(words) : List.of("wave", command, "rel-1");

        Result no = at().terminal(100, 40).input("n\n").run(arguments.toArray(String[]::new));
        Result unasked = at().run(arguments.toArray(String[]::new));
        assertThat(dispatcher.requests(ACT + act)).isEmpty();
        Result yes = at().terminal(100, 40).input("y\n").run(arguments.toArray(String[]::new));

        assertThat(no.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err())
                .contains("2 targets may begin")
                .contains("10.1.1.2 10.1.1.3")
                .contains("as it was");
        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(yes.exit()).as(yes.err()).isEqualTo(ExitCode.OK);
        assertThat(yes.err()).contains("slipway job watch rel-1");
        assertThat(dispatcher.requests(ACT + act)).hasSize(1);
    }

    @Test
    void aResumeInAFreezeTakesItsReasonAlong() {
        String call = ACT + "resume?override_reason=urgent%20fix";
        dispatcher.on(call, 202, RecordedRelease.covered("RUNNING"));

        Result result = at().run("wave", "resume", "rel-1", "--yes", "--override", "urgent fix");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(call)).hasSize(1);
    }

    @Test
    void aDryRunOfAnActOnlyLooks() {
        dispatcher.on(ACT + "resume?dry_run=true", 200, RecordedRelease.covered("PAUSED"));

        Result result = at().run("wave", "resume", "rel-1", "--dry-run");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("2 targets may begin\n  10.1.1.2 10.1.1.3\n");
        assertThat(dispatcher.requests(ACT + "resume")).isEmpty();
    }

    @Test
    void aSkipWithoutAWaveThatWaitsIsWrongUse() throws IOException {
        try (RecordedDispatcher over = new RecordedDispatcher().on(JOB + "/waves", 200, "{\"waves\":[]}")) {
            Result result = CliCall.at(over.url()).run("wave", "skip", "rel-1");

            assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("No wave has hosts that wait").contains("slipway wave list rel-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wave skip rel-1 two", "wave resume", "wave resume rel-1 --timeout soon", "wave list a b"})
    void wrongUseSendsNothing(String arguments) {
        Result result = at().run(arguments.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(dispatcher.requests()).isEmpty();
    }

    @Test
    void aRetryInAPausedJobSaysWhatItCoversFirst() {
        dispatcher
                .on(ACT + "retry?dry_run=true", 200, RecordedRelease.covered("PAUSED"))
                .on(ACT + "retry", 202, RecordedRelease.covered("RUNNING"));

        Result unasked = at().run("job", "retry", "rel-1");
        assertThat(dispatcher.requests(ACT + "retry")).isEmpty();
        Result yes = at().run("job", "retry", "rel-1", "--yes");

        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("2 targets may begin");
        assertThat(yes.exit()).as(yes.err()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(ACT + "retry")).hasSize(1);
    }

    @Test
    void aWatchThatDoesNotWaitEndsWhereTheJobWaitsForAPerson() {
        watched("PAUSED", RecordedRelease.pause("failures"));

        Result result = at().run("job", "watch", "rel-1", "--no-wait");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(result.err().replaceAll("\\[[0-9:]+]", "[t]"))
                .contains("[t] ✗ wave 1 canary  1/1  ✗ 1\n")
                .contains("[t] = More hosts failed than may, wave 1\n[t]   -> slipway wave resume rel-1\n")
                .contains("[t]   -> slipway release rollback rel-1\n");
        assertThat(result.out()).startsWith("= paused  release rel-1");
    }

    @Test
    void aWatchGoesOnOverAPauseByDefault() throws IOException {
        try (RecordedDispatcher going = new RecordedDispatcher()
                .on(
                        JOB + "/events",
                        RecordedDispatcher.stream(
                                snapshot("PAUSED", RecordedRelease.pause("confirm")),
                                "job " + RecordedRelease.job("RUNNING", "null"),
                                "job " + RecordedRelease.job("SUCCEEDED", "null")))
                .on(JOB, 200, RecordedRelease.job("SUCCEEDED", "null"))
                .onEvery(JOB + "/targets", RecordedDispatcher.json(200, "{\"targets\":[],\"total\":0}"))) {
            Result result = CliCall.at(going.url()).run("job", "watch", "rel-1");

            assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void aPauseThatEndsByItselfIsWaitedFor() {
        String until = RecordedRelease.pause("wait").replace("\"until\":null", "\"until\":\"2026-11-21T09:05:00.5Z\"");
        watched("PAUSED", until);

        Result result = at().run("job", "watch", "rel-1", "--no-wait", "--timeout", "1s");

        assertThat(result.exit()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(result.err()).contains("goes on by itself at 2026-11-21T09:05:00Z");
    }

    @Test
    void onATerminalEachWaveHasALineWithItsTiles() {
        watched("PAUSED", RecordedRelease.pause("failures"));

        Result result = at().with("NO_COLOR", "1").terminal(80, 24).run("job", "watch", "rel-1", "--no-wait");

        assertThat(result.err())
                .contains("✗ wave 1 canary  1/1  ✗ 1  ✗")
                .contains("_ wave 2         0/2  _ 2  __")
                .contains("= More hosts failed than may, wave 1");
    }

    private void watched(String state, String pause) {
        dispatcher.on(JOB + "/events", RecordedDispatcher.stream(snapshot(state, pause)));
    }

    private static String snapshot(String state, String pause) {
        return "snapshot {\"job\":" + RecordedRelease.job(state, pause) + ",\"targets\":["
                + "{\"target_id\":\"t1\",\"step\":\"RELEASE\",\"key\":\"10.1.1.1\",\"state\":\"FAILED\",\"attempt\":1,"
                + "\"failure_code\":\"health_check_failed\",\"progress\":null},"
                + "{\"target_id\":\"t2\",\"step\":\"RELEASE\",\"key\":\"10.1.1.2\",\"state\":\"HELD\",\"attempt\":1,"
                + "\"failure_code\":null,\"progress\":null},"
                + "{\"target_id\":\"t3\",\"step\":\"RELEASE\",\"key\":\"10.1.1.3\",\"state\":\"HELD\",\"attempt\":1,"
                + "\"failure_code\":null,\"progress\":null}]}";
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }
}
