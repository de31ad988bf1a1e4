package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code slipway package ...} against recorded answers. */
class PackageTest {
    private static final String ADD = "POST /api/v1/projects/ssss/areas/cn/packages";
    private static final String PACKAGES = "GET /api/v1/projects/ssss/packages";
    private static final String ONE = PACKAGES + "/GameServer/1.0.4";
    static final String READY = """
            {"app_type":"GameServer","version":"1.0.4","state":"READY","job_id":"package-u-1","manifest":"d1",
             "tree":"1.0.4-0cc175b9c0f1","files":3000,"bytes":209715200,"created_by":"admin",
             "at":"2026-11-21T09:00:00.5Z","failure":null}""";
    static final String FAILED = """
            {"app_type":"GameServer","version":"1.0.5","state":"FAILED","job_id":"package-u-2","manifest":null,"tree":null,
             "files":0,"bytes":0,"created_by":"admin","at":"2026-11-21T09:10:00Z",
             "failure":{"code":"unsafe_archive","message":"../x leaves the directory","advice":"Build the package again"}}""";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(ADD, 202, "{\"job_id\":\"package-u-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{}}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aVersionIsAskedForOnceForEachUuid() {
        Result result =
                at().run("package", "add", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4", "--uuid", "u-1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("package-u-1\n");
        assertThat(Documents.readJson(dispatcher.requests(ADD).get(0).body()).toString())
                .isEqualTo("{\"uuid\":\"u-1\",\"app_type\":\"GameServer\",\"version\":\"1.0.4\"}");
    }

    @Test
    void packagesAreListedAcrossPagesWithTheirStates() {
        dispatcher
                .on(PACKAGES + "?limit=20&app_type=GameServer", 200, page(FAILED, "\"0001-x\""))
                .on(PACKAGES + "?limit=20&app_type=GameServer&after=0001-x", 200, page(READY, "null"));

        Result result = at().run("package", "list", "ssss", "--type", "GameServer");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines()).hasSize(3);
        assertThat(result.out())
                .contains("1.0.5    ✗ failed", "1.0.4    ✓ ready   3000   200.0 MB  1.0.4-0cc175b9c0f1");
    }

    @Test
    void aPackageThatFailedSaysWhyAndWhatToDo() {
        dispatcher.on(PACKAGES + "/GameServer/1.0.5", 200, FAILED);

        Result result = at().run("package", "show", "ssss", "GameServer", "1.0.5");

        assertThat(result.out())
                .contains("✗ unsafe_archive: ../x leaves the directory\n  -> Build the package again\n");
    }

    @Test
    void filesAndDifferencesAreListed() {
        dispatcher.on(ONE + "/files?limit=1000", 200, """
                        {"files":[{"name":"ebin/a.beam","size":12,"md5":"m","sha256":"s"}],"total":1,"total_bytes":12,"next":null}""").on(ONE + "/difference?limit=1000&from=1.0.3", 200, """
                        {"from_version":"1.0.3","version":"1.0.4","new":1,"changed":0,"removed":1,"kept":0,"bytes":12,"files":[
                         {"name":"a","kind":"NEW","from_size":null,"size":12},
                         {"name":"b","kind":"REMOVED","from_size":7,"size":null}],"next":null}""");

        Result files = at().run("package", "show", "ssss", "GameServer", "1.0.4", "--files");
        Result diff = at().run("package", "diff", "ssss", "GameServer", "1.0.3", "1.0.4");

        assertThat(files.out()).isEqualTo("FILE         BYTES  SHA-256\nebin/a.beam  12     s\n");
        assertThat(diff.out()).isEqualTo("""
                        CHANGE     PATH  BEFORE  AFTER
                        + new      a             12
                        - removed  b     7
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "package add ssss cn --type T, --version",
        "package add ssss cn --version 1, --type",
        "package add ssss --type T --version 1, AREA",
        "package list ssss --limit few, --limit",
        "package show ssss T, VERSION",
        "package diff ssss T 1, TO",
        "package list, PROJECT",
    })
    void wrongUseIsNamedAndNotSent(String arguments, String named) {
        Result result = at().run(arguments.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(named);
        assertThat(dispatcher.requests()).isEmpty();
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }

    static String page(String one, String next) {
        return "{\"packages\":[" + one + "],\"next\":" + next + "}";
    }
}
