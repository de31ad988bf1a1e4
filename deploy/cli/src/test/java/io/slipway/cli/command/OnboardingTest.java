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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Import, export and pre-flight against recorded answers. */
class OnboardingTest {
    private static final String LOOK = "PUT /api/v1/onboarding?dry_run=true";
    private static final String APPLY = "PUT /api/v1/onboarding?dry_run=false";
    private static final String CHANGES = """
            {"applied":%s,"changes":[
              {"kind":"project","id":"ssss","action":"changed",
               "differences":[{"pointer":"/areas/0/hosts/2","before":null,"after":"10.1.1.9"},
                              {"pointer":"/name","before":"三生","after":"三生三世"}]},
              {"kind":"queue_mapping","id":"file_pull8","action":"added","differences":[]},
              {"kind":"project","id":"jyjh","action":"unchanged","differences":[]}],
             "notes":["secret files are not part of it"]}""";
    private static final String NOTHING = "{\"applied\":false,\"changes\":[],\"notes\":[]}";

    @TempDir
    Path directory;

    private RecordedDispatcher dispatcher;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(LOOK, 200, CHANGES.formatted("false"))
                .on(APPLY, 200, CHANGES.formatted("true"));
        file = Files.writeString(directory.resolve("set-up.yaml"), "projects: []\n");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void theDifferenceIsShownAndYesAppliesIt() {
        Result result =
                call().terminal(80, 24).with("NO_COLOR", "1").input("y\n").run("project", "import", file.toString());

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("""
                        ~ project ssss  changed
                            /areas/0/hosts/2
                              + "10.1.1.9"
                            /name
                              - "三生"
                              + "三生三世"
                        + queue mapping file_pull8  added
                        = project jyjh  unchanged
                        ! secret files are not part of it
                        """);
        assertThat(result.err()).contains("Apply these changes? [y/N]").contains("Applied");
        assertThat(dispatcher.requests(APPLY)).hasSize(1);
        assertThat(dispatcher.requests(APPLY).get(0).body()).isEqualTo("projects: []\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yep\n"})
    void anythingButYesChangesNothing(String answer) {
        Result result = call().terminal(80, 24).input(answer).run("project", "import", file.toString());

        assertThat(result.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("Nothing was changed");
        assertThat(dispatcher.requests(APPLY)).isEmpty();
    }

    @Test
    void withoutATerminalNothingIsAssumed() {
        Result unasked = call().input("y\n").run("project", "import", file.toString());
        Result asked = call().run("project", "import", file.toString(), "--yes", "-o", "json");

        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("--yes").contains("--dry-run");
        assertThat(asked.exit()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(asked.out()).path("applied").asBoolean()).isTrue();
        assertThat(dispatcher.requests(APPLY)).hasSize(1);
    }

    @Test
    void aDryRunOnlyLooks() {
        Result result = call().run("project", "import", file.toString(), "--dry-run", "--yes");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("10.1.1.9");
        assertThat(dispatcher.requests(APPLY)).isEmpty();
    }

    @Test
    void whereNothingDiffersNothingIsAsked() throws IOException {
        try (RecordedDispatcher same = new RecordedDispatcher().on(LOOK, 200, NOTHING)) {
            Result result = CliCall.at(same.url()).terminal(80, 24).run("project", "import", file.toString());

            assertThat(result.exit()).isEqualTo(ExitCode.OK);
            assertThat(result.err()).isEqualTo("Nothing differs\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"a.yml,application/yaml", "a.YAML,application/yaml", "a.json,application/json", "rsync.py,text/x-python"
    })
    void theSuffixSaysWhatItIs(String name, String type) throws IOException {
        Path other = Files.writeString(directory.resolve(name), "x");

        call().run("project", "import", other.toString(), "--dry-run");

        assertThat(dispatcher.requests(LOOK).get(0).header("Content-Type")).isEqualTo(type);
    }

    @Test
    void projectsAreMovedOnlyWhereAsked() {
        dispatcher.on(LOOK + "&move=true", 200, NOTHING);

        assertThat(call().run("project", "import", file.toString(), "--move").exit())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aMistakeIsToldAsCompilersDo() throws IOException {
        try (RecordedDispatcher strict = new RecordedDispatcher()) {
            strict.on(LOOK, 422, """
                    {"title":"The set-up has problems","status":422,"code":"invalid_request","request_id":"r-9","errors":[
                      {"pointer":"/projects/0/areas/0/hosts/1","code":"bad_ip","message":"Not an IPv4 address","line":12,"column":7},
                      {"pointer":"/projects/0/name","code":"missing_field","message":"Is missing","line":3,"column":null}]}""");

            Result result = CliCall.at(strict.url()).run("project", "import", file.toString(), "--yes");

            assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err())
                    .contains("  " + file + ":12:7: Not an IPv4 address (bad_ip)\n")
                    .contains("  " + file + ":3: Is missing (missing_field)\n");
        }
    }

    @Test
    void anExportIsTheDispatchersYaml() {
        String yaml = "# Slipway\nprojects:\n- code: ssss\n  name: 三生三世\n";
        dispatcher
                .on("GET /api/v1/onboarding", RecordedDispatcher.typed(200, "application/yaml", yaml))
                .on("GET /api/v1/onboarding?project=ssss", RecordedDispatcher.typed(200, "application/yaml", yaml));

        assertThat(call().run("project", "export").out()).isEqualTo(yaml);
        assertThat(Documents.readJson(
                        call().run("project", "export", "ssss", "-o", "json").out()))
                .isEqualTo(Documents.readJson("{\"projects\":[{\"code\":\"ssss\",\"name\":\"三生三世\"}]}"));
        assertThat(dispatcher.requests("GET /api/v1/onboarding").get(0).header("Accept"))
                .isEqualTo("application/yaml");
    }

    @Test
    void aPreFlightIsAGridWithAFixBelowEveryRedRow() {
        dispatcher.on("POST /api/v1/projects/ssss/areas/cn/preflight", 200, """
                {"go":false,"checked_at":"2026-11-21T07:00:00.123Z","cells":[
                 {"check":"队列映射","role":"file-pull","subject":"file_pull8","result":"go","detail":"","fix":""},
                 {"check":"密码文件","role":"file-push","subject":"/etc/ssss.password","result":"no_go","detail":"权限 644","fix":"chmod 600 /etc/ssss.password"},
                 {"check":"主机","role":"ops-manager","subject":"10.1.1.1","result":"unknown","detail":"没有回答","fix":null},
                 {"check":"CDN","role":"","subject":"","result":"not_applicable","detail":"","fix":null}]}""");

        Result result = call().run("project", "preflight", "ssss", "cn", "004200000");

        assertThat(result.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEqualTo("""
                          CHECK     ROLE         SUBJECT             DETAIL
                        ✓ 队列映射  file-pull    file_pull8
                        ✗ 密码文件  file-push    /etc/ssss.password  权限 644
                          -> chmod 600 /etc/ssss.password
                        ? 主机      ops-manager  10.1.1.1            没有回答
                        − CDN
                        ✗ no go: mend the red rows first  2026-11-21T07:00:00Z
                        """);
        assertThat(dispatcher.requests().get(0).body().replaceAll("\\s", "")).isEqualTo("{\"version\":\"004200000\"}");
    }

    @Test
    void aGoEndsWithZero() {
        dispatcher.on(
                "POST /api/v1/projects/ssss/areas/cn/preflight",
                200,
                "{\"go\":true,\"checked_at\":\"2026-11-21T07:00:00Z\",\"cells\":[]}");

        Result result = call().run("project", "preflight", "ssss", "cn");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests().get(0).body().replaceAll("\\s", "")).isEqualTo("{}");
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }
}
