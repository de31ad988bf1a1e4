package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code slipway service status} and {@code slipway service logs} against recorded answers. */
class ServiceStatusTest {
    private static final String LOGS = "GET /api/v1/projects/ssss/game-servers/10.1.1.1%3Aqq_1/logs/";
    private static final String ROWS = """
            {"processes":[
             {"id":"10.1.1.1/game:qq_1","area":"大陆","ip":"10.1.1.1","server":"qq_1","process":"qq_1","group":"game",
              "state":"RUNNING","pid":7,"description":"pid 7, uptime 8 days, 9:47:13","age_millis":4210},
             {"id":"10.1.1.3/qq_7:qq_7","area":"大陆","ip":"10.1.1.3","process":"qq_7","group":"qq_7","state":"UNKNOWN",
              "last_state":"RUNNING","age_millis":38120,
              "problem":{"code":"unreachable","detail":"refused","advice":"look at the host"}}],
             "total":2,"next_page_token":null}""";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on("GET /api/v1/projects/ssss/processes?limit=500", 200, ROWS)
                .on(
                        "GET /api/v1/processes/summary",
                        200,
                        "{\"projects\":[{\"project\":\"ssss\",\"counts\":{\"RUNNING\":7,\"FATAL\":1},\"hosts\":3,"
                                + "\"unknown_hosts\":1,\"oldest_millis\":4000}]}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void statusShowsStatesAndWhyAHostIsUnknown() {
        Result result = call().run("--lang", "en", "service", "status", "--project", "ssss");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("game:qq_1", "✓ RUNNING", "uptime 8 days", "4 s")
                .contains("? UNKNOWN", "unreachable (RUNNING): look at the host", "38 s");
    }

    @Test
    void withoutAProjectThereAreCounts() {
        Result result = call().run("service", "status");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("RUNNING 7  FATAL 1");
        assertThat(call().run("service", "status", "--state", "FATAL").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aLogIsTextOnStdoutAndASearchATable() {
        dispatcher
                .on(LOGS + "stderr?bytes=100", RecordedDispatcher.typed(200, "text/plain;charset=utf-8", "错误 <b>\n"))
                .on(
                        LOGS + "stdout/search?text=%E9%94%99",
                        200,
                        "{\"size\":10,\"searched_from\":0,\"more\":true,\"matches\":[{\"line\":3,\"offset\":99,\"text\":\"错误 1\"}]}");

        Result log = call().run("service", "logs", "ssss", "10.1.1.1:qq_1", "--stderr", "--bytes", "100");
        assertThat(log.exit()).as(log.err()).isEqualTo(ExitCode.OK);
        assertThat(log.out()).isEqualTo("错误 <b>\n");
        Result found = call().run("service", "logs", "ssss", "10.1.1.1:qq_1", "--search", "错");
        assertThat(found.exit()).as(found.err()).isEqualTo(ExitCode.OK);
        assertThat(found.out()).contains("99", "错误 1");
        assertThat(found.err()).isNotEmpty();
    }

    @Test
    void aFollowedLogIsPrintedUntilItCannotBeRead() {
        dispatcher.on(
                LOGS + "stdout/tail",
                RecordedDispatcher.stream(
                        "chunk {\"text\":\"第一行\\n\",\"skipped_bytes\":0}",
                        "chunk {\"text\":\"last\\n\",\"skipped_bytes\":77}",
                        "problem {\"code\":\"no_log\",\"detail\":\"\",\"advice\":\"there is none\"}"));

        Result result = call().run("--lang", "en", "service", "logs", "ssss", "10.1.1.1:qq_1", "--follow");

        assertThat(result.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(result.out()).isEqualTo("第一行\nlast\n");
        assertThat(result.err()).contains("77 bytes left out", "no_log", "there is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qq_1", ":qq_1", "10.1.1.1:", ""})
    void aServerWithoutAddressIsWrongUse(String server) {
        assertThat(call().run("service", "logs", "ssss", server).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(dispatcher.requests()).isEmpty();
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }
}
