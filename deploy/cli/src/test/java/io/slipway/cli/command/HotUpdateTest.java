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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The body is the CMDB's own, whichever way it is put together. */
class HotUpdateTest {
    private static final String CALL = "POST /api/v1/projects/ssss/areas/%E5%A4%A7%E9%99%86/hot-updates";
    private static final String PULL = "POST /api/v1/projects/ssss/areas/%E5%A4%A7%E9%99%86/file-pulls";
    private static final String A = "abe347d3fdff45f1078102c4637852a5";
    private static final String B = "5724c05c650550ac8034129ad7a4d915";

    @TempDir
    Path directory;

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(CALL, 202, "{\"job_id\":\"u-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{}}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aServerUpdateIsTheSeedsBody() {
        Result result = run(
                "--server",
                "game:10.1.1.1:qq_1,qq_2",
                "--server",
                "game:10.1.1.2:qq_3:qq_4",
                "--server",
                "cross:192.168.1.1:cross_1",
                "--server",
                "cross:192.168.1.1:corss_2",
                "--file",
                "a.txt:" + A,
                "--file",
                "b.txt:" + B,
                "--command",
                "code:load_file(player).",
                "--command",
                "code:load_file(shop).");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("u-1\n");
        assertSent("""
                {"update_type":"hot_server",
                 "update_server_list":{"game":{"10.1.1.1":["qq_1","qq_2"],"10.1.1.2":["qq_3","qq_4"]},
                                       "cross":{"192.168.1.1":["cross_1","corss_2"]}},
                 "uuid":"u-1","version":"004200000",
                 "update_file_list":[{"file_name":"a.txt","file_md5":"%s"},{"file_name":"b.txt","file_md5":"%s"}],
                 "erlang_cmd_list":["code:load_file(player).","code:load_file(shop)."]}""".formatted(A, B));
    }

    @Test
    void aClientUpdateIsTheSeedsBody() {
        Result result = run(
                "--cdn",
                "res.ssss.chuangyunet.com/t1",
                "--cdn",
                "res.ssss.chuangyunet.com/test_r1",
                "--client-type",
                "1",
                "--file",
                "a.txt:" + A);

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertSent("""
                {"update_type":"hot_client","client_type":1,
                 "data":[{"cdn_root_url":"res.ssss.chuangyunet.com","cdn_dir":"t1"},
                         {"cdn_root_url":"res.ssss.chuangyunet.com","cdn_dir":"test_r1"}],
                 "uuid":"u-1","version":"004200000",
                 "update_file_list":[{"file_name":"a.txt","file_md5":"%s"}]}""".formatted(A));
    }

    @Test
    void thePullOfAClientUpdateIsForTheSameClientType() {
        pulled();

        Result result = run("--cdn", "res.ssss.chuangyunet.com/t1/res", "--client-type", "0", "--file", "a.txt");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dispatcher.requests(PULL).get(0).body()))
                .isEqualTo(
                        Documents.readJson(
                                "{\"uuid\":\"u-1\",\"version\":\"004200000\",\"update_type\":\"hot_client\",\"client_type\":0}"));
        assertThat(Documents.readJson(dispatcher.requests(CALL).get(0).body()).path("data"))
                .isEqualTo(
                        Documents.readJson("[{\"cdn_root_url\":\"res.ssss.chuangyunet.com\",\"cdn_dir\":\"t1/res\"}]"));
    }

    @Test
    void listsComeFromFilesInEveryFormTheyHave() throws IOException {
        Path yaml = write("servers.yaml", "update_server_list:\n  game:\n    10.1.1.1: [qq_1, qq_2]\n");
        Path lines = write("servers.txt", "# fleet\ngame:10.1.1.1:qq_1,qq_2\n\n");
        Path sums = write("MD5SUMS", A + "  a.txt\n" + B + " *配置/b.txt\n");
        Path pairs = write("files.txt", "a.txt:" + A + "\n配置/b.txt:" + B + "\n");
        Path json = write(
                "files.json",
                "[{\"file_name\":\"a.txt\",\"file_md5\":\"" + A + "\"},{\"file_name\":\"配置/b.txt\",\"file_md5\":\"" + B
                        + "\"}]");

        for (Path servers : new Path[] {yaml, lines}) {
            for (Path files : new Path[] {sums, pairs, json}) {
                Result result = run("--servers", servers.toString(), "--files", files.toString());
                assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
                assertSent("""
                        {"update_type":"hot_server","update_server_list":{"game":{"10.1.1.1":["qq_1","qq_2"]}},
                         "uuid":"u-1","version":"004200000",
                         "update_file_list":[{"file_name":"a.txt","file_md5":"%s"},{"file_name":"配置/b.txt","file_md5":"%s"}]}""".formatted(A, B));
            }
        }
    }

    @Test
    void aBodyFromStandardInputIsSentAsItIs() {
        String body = """
                {"ops_manager":1,"update_type":"hot_client","update_server_list":{"game":{"10.1.1.1":["qq_1"]}},
                 "uuid":"u-1","version":"004200000","update_file_list":[{"file_name":"a.txt","file_md5":"%s"}]}""".formatted(A);

        Result result = call().input(body).run("hot-update", "ssss", "大陆", "004200000", "--body", "-");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertSent(body);
    }

    @Test
    void aBodyForAnotherVersionIsRefusedHere() {
        Result result = call().input("{\"version\":\"003\",\"uuid\":\"u-1\"}")
                .run("hot-update", "ssss", "大陆", "004200000", "--body", "-");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("version differs: 003 in the body, 004200000 as an argument");
        assertThat(dispatcher.requests()).isEmpty();
    }

    @Test
    void aBodyThatIsNoJsonIsToldWithItsPlace() {
        Result result = call().input("{\n \"version\": '004'}").run("hot-update", "ssss", "大陆", "004", "--body", "-");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("✗ -:2:");
    }

    @Test
    void aMissingMd5IsTakenFromThePullOfTheSameUuid() {
        pulled();

        Result result = run("--server", "game:10.1.1.1:qq_1", "--file", "b.txt", "--file", "x.txt:" + A);

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dispatcher.requests(PULL).get(0).body()))
                .isEqualTo(Documents.readJson(
                        "{\"uuid\":\"u-1\",\"version\":\"004200000\",\"update_type\":\"hot_server\"}"));
        assertThat(Documents.readJson(dispatcher.requests(CALL).get(0).body()).path("update_file_list"))
                .isEqualTo(Documents.readJson("[{\"file_name\":\"b.txt\",\"file_md5\":\"" + B
                        + "\"},{\"file_name\":\"x.txt\",\"file_md5\":\"" + A + "\"}]"));
    }

    @Test
    void allFilesAreThoseOfThePull() {
        pulled();

        Result result = run("--server", "game:10.1.1.1:qq_1", "--all");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dispatcher.requests(CALL).get(0).body()).path("update_file_list"))
                .hasSize(2);
    }

    @Test
    void aFileThatTheVersionDoesNotHaveStopsIt() {
        pulled();

        Result result = run("--server", "game:10.1.1.1:qq_1", "--file", "c.txt", "--file", "a.txt");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("The version does not have these files: c.txt");
        assertThat(dispatcher.requests(CALL)).isEmpty();
    }

    @Test
    void aHotUpdateGoesInTheWavesOfItsOptions() {
        Result result = run(
                "--server",
                "game:10.1.1.1:qq_1",
                "--file",
                "a.txt:" + A,
                "--canary",
                "10.1.1.1",
                "--sizes",
                "50%",
                "--between",
                "confirm",
                "--max-failures",
                "1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dispatcher.requests(CALL).get(0).body())
                        .path("waves")
                        .toString())
                .isEqualTo(
                        "{\"canary\":[\"10.1.1.1\"],\"sizes\":[\"50%\"],\"between\":\"confirm\",\"max_failures\":\"1\"}");
    }

    @Test
    void aWholeBodyHasItsWavesInItself() {
        Result result = run("--body", "/nonexistent", "--parallel", "2");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--body");
        assertThat(dispatcher.requests()).isEmpty();
    }

    @Test
    void dataIsOnOutAndTalkOnErr() {
        Result result = run("-o", "json", "--server", "game:10.1.1.1:qq_1", "--file", "a.txt:" + A);

        assertThat(Documents.readJson(result.out()).path("job_id").asString()).isEqualTo("u-1");
        assertThat(result.err()).contains("Watch it: slipway job watch u-1");
    }

    private void pulled() {
        String job =
                "{\"job_id\":\"pull-u-1\",\"kind\":\"FILE_PULL\",\"state\":\"SUCCEEDED\",\"steps\":[],\"links\":{}}";
        dispatcher
                .on(PULL, 202, "{\"job_id\":\"pull-u-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{}}")
                .on(
                        "GET /api/v1/jobs/pull-u-1/events",
                        RecordedDispatcher.stream("snapshot {\"job\":" + job + ",\"targets\":[]}"))
                .on("GET /api/v1/jobs/pull-u-1", 200, job)
                .on("GET /api/v1/jobs/pull-u-1/files?page=0", 200, page("a.txt", A))
                .on("GET /api/v1/jobs/pull-u-1/files?page=1", 200, page("b.txt", B));
    }

    private static String page(String name, String md5) {
        return "{\"files\":[{\"name\":\"%s\",\"size\":3,\"md5\":\"%s\",\"sha256\":\"\"}],\"page\":0,\"pages\":2,\"total\":2,\"total_bytes\":6}"
                .formatted(name, md5);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Result run(String... options) {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(new String[] {"hot-update", "ssss", "大陆", "004200000", "--uuid", "u-1"}, 0, arguments, 0, 6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return call().run(arguments);
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }

    private void assertSent(String expected) {
        var sent = dispatcher.requests(CALL);
        assertThat(Documents.readJson(sent.get(sent.size() - 1).body())).isEqualTo(Documents.readJson(expected));
    }
}
