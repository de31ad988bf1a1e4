package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts decide on; those of a watched job are in WatchTest. */
class ExitCodeTest {
    private static final String PULL = "POST /api/v1/projects/ssss/areas/cn/file-pulls";
    private static final String ACCEPTED =
            "{\"job_id\":\"pull-u-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{}}";

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
    void theNumbersAreWhatScriptsKnow() {
        assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 130);
    }

    @ParameterizedTest
    @CsvSource({
        "400,bad_json,USAGE",
        "401,unauthorized,AUTH",
        "403,forbidden,AUTH",
        "404,unknown_project,USAGE",
        "409,not_allowed_now,USAGE",
        "422,no_queue,USAGE",
        "500,internal_error,FAILED",
        "503,store_unavailable,UNREACHABLE",
    })
    void aRefusalHasTheCodeOfItsKind(int status, String code, ExitCode exit) {
        dispatcher.on(
                "GET /api/v1/workers",
                status,
                "{\"title\":\"Because\",\"status\":%d,\"code\":\"%s\",\"errors\":[],\"request_id\":\"r-1\"}"
                        .formatted(status, code));

        Result result = at().run("worker", "list");

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("Because (" + code + ", HTTP " + status + ")")
                .contains("-> ")
                .contains("r-1");
    }

    @Test
    void everyPlaceThatIsWrongIsToldWithTheHint() {
        dispatcher.on(PULL, 422, """
                {"title":"请求有多处问题","status":422,"code":"invalid_request","hint":"改后重试","request_id":"r-2","errors":[
                 {"pointer":"/version","code":"bad_name","message":"不能有空格"},
                 {"pointer":"","code":"bad_value","message":"太大"}]}""");

        Result result = at().run("--lang", "zh", "pull", "ssss", "cn", "1 2", "--uuid", "u-1");

        assertThat(result.err()).isEqualTo("""
                        ✗ 请求被拒绝: 请求有多处问题 (invalid_request, HTTP 422)
                          /version: 不能有空格 (bad_name)
                          /: 太大 (bad_value)
                          -> 改后重试
                          请求号 r-2
                        """);
        assertThat(dispatcher.requests(PULL).get(0).header("Accept-Language")).isEqualTo("zh");
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.one());

        Result read = CliCall.at(nobody).run("job", "list");
        Result write = CliCall.at(nobody).run("pull", "ssss", "cn", "1");

        assertThat(read.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(write.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(write.err()).contains("Cannot reach " + nobody).contains("-> ");
    }

    @Test
    void aLostAnswerIsAskedForAgainWithTheSameUuid() {
        dispatcher
                .on(PULL, RecordedDispatcher.cutOff())
                .on(PULL, 503, "{\"title\":\"away\",\"status\":503,\"code\":\"store_unavailable\",\"errors\":[]}")
                .on(PULL, 202, ACCEPTED);

        Result result = at().run("pull", "ssss", "cn", "1");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("pull-u-1\n");
        assertThat(dispatcher.requests(PULL).stream()
                        .map(RecordedDispatcher.Request::body)
                        .distinct())
                .hasSize(1);
        assertThat(dispatcher.requests(PULL)).hasSize(3);
    }

    @Test
    void anAnswerThatNeverComesIsUnknownAndNotFailed() {
        dispatcher.on(PULL, RecordedDispatcher.cutOff());

        Result result = at().run("pull", "ssss", "cn", "1");

        assertThat(result.exit()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(result.err()).contains("The outcome is not known").contains("same --uuid is safe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "cancel"})
    void whatIsNotTheSameTwiceIsSentOnce(String verb) {
        String call = "POST /api/v1/jobs/u-1/" + verb;
        dispatcher.on("GET /api/v1/jobs/u-1", 200, "{\"job_id\":\"u-1\",\"state\":\"FAILED\"}");
        dispatcher.on(call, RecordedDispatcher.cutOff());

        assertThat(at().run("job", verb, "u-1").exit()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(dispatcher.requests(call)).hasSize(1);
    }

    @Test
    void theTokenGoesIntoTheHeaderAndNowhereElse() {
        dispatcher.on(
                "GET /api/v1/workers",
                401,
                "{\"title\":\"No\",\"status\":401,\"code\":\"unauthorized\",\"errors\":[]}");

        Result result = at().run("worker", "list");

        assertThat(dispatcher.requests("GET /api/v1/workers").get(0).header("Authorization"))
                .isEqualTo("Bearer slw_test");
        assertThat(result.out() + result.err()).doesNotContain("slw_test");
    }

    @Test
    void withoutATokenNothingIsSent() {
        Result result = CliCall.bare()
                .with("SLIPWAY_URL", dispatcher.url().toString())
                .with("HOME", "/nonexistent")
                .run("worker", "list");

        assertThat(result.exit()).isEqualTo(ExitCode.AUTH);
        assertThat(result.err()).contains("There is no token: the file /nonexistent/.config/slipway/token");
        assertThat(dispatcher.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "job",
                "jbo list",
                "job watch",
                "pull ssss cn",
                "worker list --token slw_x",
                "worker list --url ftp://x",
                "worker list --url http://user:pass@127.0.0.1",
                "worker list -o xml",
                "job watch u-1 --timeout soon",
                "completion fish",
                "hot-update ssss cn 1",
                "hot-update ssss cn 1 --server game:10.1.1.1 --file a",
                "hot-update ssss cn 1 --server game:10.1.1.1:qq_1",
                "hot-update ssss cn 1 --server game:10.1.1.1:qq_1 --cdn a/b --file a",
                "hot-update ssss cn 1 --cdn a/b --file a:abe347d3fdff45f1078102c4637852a5",
                "hot-update ssss cn 1 --cdn ab --client-type 0 --file a:abe347d3fdff45f1078102c4637852a5",
                "hot-update ssss cn 1 --body /nonexistent",
                "hot-update ssss cn 1 --body /nonexistent --all",
                "project import set-up.txt",
                "queue set q --role file-pull --area snqxz",
            })
    void wrongUseSendsNothing(String arguments) {
        Result result = at().run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("✗ ").contains("-> ").doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
        assertThat(dispatcher.requests()).isEmpty();
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }
}
