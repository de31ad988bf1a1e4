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

/** {@code slipway reapply} against recorded answers. */
class ReapplyTest {
    private static final String CALL = "POST /api/v1/projects/ssss/areas/cn/reapplies";
    private static final String DRY = CALL + "?dry_run=true";
    static final String PLAN = """
            {"jobs":[
             {"job_id":"u-1-1","state":null,"duplicate":false,"uuid":"hot-1","version":"004200001","hosts":1,"links":{},
              "plan":{"first_job_id":"hot-1","files":2,"first":["a.beam","b.beam"],"commands":["code:load_file(a)."],
               "not_idempotent":[],"hosts":[{"ip":"10.1.1.1","lost":["qq_1","qq_2"],"again":[]}]}},
             {"job_id":"u-1-2","state":null,"duplicate":false,"uuid":"hot-2","version":"004200002","hosts":1,"links":{},
              "plan":{"first_job_id":"hot-2","files":1,"first":["a.beam"],"commands":["player:grant(1)."],
               "not_idempotent":["player:grant(1)."],"hosts":[{"ip":"10.1.1.1","lost":["qq_1"],"again":["qq_2"]}]}}]}""";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher().on(DRY, 200, PLAN).on(CALL, 202, """
                {"jobs":[
                 {"job_id":"u-1-1","state":"ACCEPTED","duplicate":false,"uuid":"hot-1","version":"004200001","hosts":1,
                  "plan":null,"links":{"job":"/api/v1/jobs/u-1-1"}},
                 {"job_id":"u-1-2","state":"ACCEPTED","duplicate":false,"uuid":"hot-2","version":"004200002","hosts":1,
                  "plan":null,"links":{"job":"/api/v1/jobs/u-1-2"}}]}""");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void whatWouldBePutBackIsShownInItsOrder() {
        Result result = at().run("reapply", "ssss", "cn", "--server", "10.1.1.1:qq_1", "--dry-run");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("""
                        PATCH      FIRST JOB  FILES  HOSTS  GAME SERVERS                 AGAIN, TO STAY ON TOP
                        004200001  hot-1      2      1      10.1.1.1:qq_1 10.1.1.1:qq_2
                        004200002  hot-2      1      1      10.1.1.1:qq_1                10.1.1.1:qq_2
                        ! 004200002 has commands that must not run twice, which needs --repeat-commands: player:grant(1).
                        2 patches will be put back, a job each
                        """);
        assertThat(dispatcher.requests(CALL)).isEmpty();
    }

    @Test
    void onlyAYesHandsTheJobsIn() {
        Result no = at().terminal(120, 40).input("n\n").run("reapply", "ssss", "cn", "--all");
        Result unasked = at().run("reapply", "ssss", "cn", "--all");
        assertThat(dispatcher.requests(CALL)).isEmpty();
        Result yes = at().terminal(120, 40)
                .input("y\n")
                .run("reapply", "ssss", "cn", "--all", "--uuid", "u-1", "--repeat-commands", "--include-released");

        assertThat(no.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err()).contains("No patch was put back");
        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(yes.exit()).as(yes.err()).isEqualTo(ExitCode.OK);
        assertThat(yes.out()).isEqualTo("u-1-1\nu-1-2\n");
        assertThat(Documents.readJson(dispatcher.requests(CALL).get(0).body()).toString())
                .isEqualTo(
                        "{\"uuid\":\"u-1\",\"servers\":{\"all\":true},\"include_released\":true,\"repeat_commands\":true}");
    }

    @Test
    void watchingStopsAtTheFirstThatDoesNotSucceed() {
        String failed = """
                {"job_id":"u-1-1","kind":"HOT_UPDATE","project":"ssss","area":"大陆","area_code":"cn","version":"004200001",\
                "state":"FAILED","round":1,"steps":[],"links":{}}""";
        dispatcher
                .on("GET /api/v1/jobs/u-1-1", 200, failed)
                .on(
                        "GET /api/v1/jobs/u-1-1/events",
                        RecordedDispatcher.stream("snapshot {\"job\":" + failed + ",\"targets\":[]}"))
                .onEvery("GET /api/v1/jobs/u-1-1/targets", RecordedDispatcher.json(200, "{\"targets\":[]}"));

        Result result = at().run("reapply", "ssss", "cn", "--all", "--yes", "--watch");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.FAILED);
        assertThat(dispatcher.requests())
                .extracting(RecordedDispatcher.Request::path)
                .noneMatch(path -> path.contains("u-1-2"));
    }

    @Test
    void whereNothingIsLostNothingIsToBeDone() throws IOException {
        String nothing = "{\"title\":\"Nothing\",\"status\":422,\"code\":\"nothing_to_reapply\",\"errors\":[]}";
        try (RecordedDispatcher whole =
                new RecordedDispatcher().on(DRY, 422, nothing).on(CALL, 422, nothing)) {
            for (String how : List.of("--dry-run", "--yes")) {
                Result result = CliCall.at(whole.url()).run("reapply", "ssss", "cn", "--all", how);

                assertThat(result.exit()).isEqualTo(ExitCode.OK);
                assertThat(result.err()).contains("No patch was lost");
            }
        }
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }
}
