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

/** {@code slipway drift}, {@code converge} and {@code desired} against recorded answers. */
class DriftTest {
    private static final String AREA = "/api/v1/projects/ssss/areas/cn";
    private static final String DRIFTS = "POST " + AREA + "/drifts";
    private static final String CONVERGE = "POST " + AREA + "/converge-plans";
    private static final String FOUND = "GET /api/v1/jobs/drift-1/drift";
    private static final String BAD = FOUND + "?limit=500&state=differs&state=unknown";
    static final String DIFFERS = """
            {"id":"10.1.1.1:qq_1","ip":"10.1.1.1","name":"qq_1","state":"differs","tree":"1.0.4-0cc1","differences":3,
             "first":[{"name":"ebin/a.beam","kind":"changed"},{"name":"x.log","kind":"extra"}],"failure":null}""";
    static final String UNSEEN = """
            {"id":"10.1.1.2:qq_2","ip":"10.1.1.2","name":"qq_2","state":"unknown","tree":"1.0.4-0cc1","differences":null,
             "first":[],"failure":{"code":"unreachable","message":"No route to host","advice":"Check the host"}}""";
    static final String DESIRED =
            "{\"area\":\"大陆\",\"app_type\":\"GameServer\",\"version\":\"1.0.4\",\"manifest\":\"d1\","
                    + "\"job_id\":null,\"at\":\"2026-11-21T09:00:00Z\",\"by\":\"admin\"}";
    private static final String JOB = """
            {"job_id":"drift-1","kind":"DRIFT","project":"ssss","area":"大陆","area_code":"cn","version":"","state":"%s",\
            "round":1,"steps":[{"kind":"COMPARE","state":"SUCCEEDED","targets":2}],"links":{}}""";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher().on(DRIFTS, 202, """
                {"job_id":"drift-1","state":"ACCEPTED","duplicate":false,"links":{},"skipped":[
                 {"server":"10.1.1.9:qq_9","code":"no_base","text":"10.1.1.9:qq_9: No release has reached it"}]}""");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aComparisonIsHandedInAndSaysWhatItLeavesOut() {
        Result result = at().run("drift", "ssss", "cn", "--label", "gray", "--uuid", "u-1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("drift-1\n");
        assertThat(result.err())
                .contains("! 10.1.1.9:qq_9: No release has reached it (no_base)")
                .contains("slipway drift --job drift-1");
        assertThat(Documents.readJson(dispatcher.requests(DRIFTS).get(0).body()).toString())
                .isEqualTo("{\"uuid\":\"u-1\",\"servers\":{\"labels\":[\"gray\"]}}");
    }

    @Test
    void differencesAreListedPerServerAndTheExitCodeIsThree() {
        found(
                "{\"servers\":9,\"same\":7,\"differs\":1,\"unknown\":1,\"pending\":0,\"differences\":3}",
                DIFFERS,
                UNSEEN);
        watched("SUCCEEDED");

        Result result = at().run("drift", "ssss", "cn", "--all", "--watch");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.out()).isEqualTo("""
                        ! 10.1.1.1:qq_1  3 differences  1.0.4-0cc1
                            changed  ebin/a.beam
                            extra  x.log
                            1 more
                        ? 10.1.1.2:qq_2  unreachable: No route to host
                          -> Check the host
                        9 game servers: 7 the same, 1 differ, 1 could not be looked at, 0 not looked at yet
                        """);
        assertThat(result.err()).contains("slipway converge ... --drift drift-1");
    }

    @ParameterizedTest
    @CsvSource({"2, 0, OK", "0, 2, UNKNOWN"})
    void withoutDifferencesTheExitCodeSaysWhetherAllWereLookedAt(int same, int pending, ExitCode exit) {
        found("{\"servers\":2,\"same\":%d,\"differs\":0,\"unknown\":0,\"pending\":%d,\"differences\":0}"
                .formatted(same, pending));

        Result result = at().with("SLIPWAY_LANG", "zh").run("drift", "--job", "drift-1");

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.out()).startsWith("检查 2 个游戏服: 一致 " + same + ", 有差异 0");
    }

    @Test
    void aProgramGetsTotalsAndServersOfAllPages() {
        dispatcher
                .on(FOUND + "?limit=1", 200, page("{\"servers\":9,\"differs\":2}", DIFFERS, "\"10.1.1.1:qq_1\""))
                .on(BAD, 200, page("{}", DIFFERS, "\"10.1.1.1:qq_1\""))
                .on(BAD + "&after=10.1.1.1%3Aqq_1", 200, page("{}", UNSEEN, "null"));

        Result result = at().run("drift", "--job", "drift-1", "-o", "json");

        assertThat(Documents.readJson(result.out()).path("servers")).hasSize(2);
        assertThat(Documents.readJson(result.out())
                        .path("totals")
                        .path("differs")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aDryRunSaysWhatWouldBeCompared() {
        dispatcher.on(DRIFTS + "?dry_run=true", 200, """
                {"hosts":1,"servers":1,"plan":[{"ip":"10.1.1.1","servers":[
                 {"name":"qq_1","path":"/data/qq_1","tree":"1.0.4-0cc1","manifest":"d1","kept":null}]}],"skipped":[]}""");

        Result result = at().run("drift", "ssss", "cn", "--ip", "10.1.1.1", "--dry-run");

        assertThat(result.out()).contains("10.1.1.1  qq_1  1.0.4-0cc1  /data/qq_1");
        assertThat(result.err()).contains("compare 1 game servers on 1 hosts");
        assertThat(dispatcher.requests(DRIFTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "drift, --job",
        "drift ssss, --job",
        "drift ssss cn, --label/--role/--ip",
        "drift ssss cn --job drift-1, --job",
        "drift --job drift-1 --all, --job",
        "drift --job drift-1 --dry-run, --job",
        "converge ssss cn, --type",
        "converge ssss cn --type T --all --ip 10.1.1.1, --label/--role/--ip",
        "converge ssss cn --type T --sizes x, --sizes",
        "desired list ssss, AREA",
        "desired set ssss cn --type T, --version",
        "reapply ssss cn, --label/--role/--ip",
        "reapply ssss, AREA",
    })
    void wrongUseIsNamedAndNotSent(String arguments, String named) {
        Result result = at().run(arguments.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(named);
        assertThat(dispatcher.requests()).isEmpty();
    }

    @Test
    void aConvergeIsPlannedShownAndRun() {
        String releases = "POST /api/v1/projects/ssss/areas/%E5%A4%A7%E9%99%86/releases";
        dispatcher
                .on(CONVERGE, 201, RecordedRelease.plan("OPEN", 3).replace("\"release\"", "\"converge\""))
                .on(releases, 202, RecordedRelease.ACCEPTED);

        Result dry = at().run("converge", "ssss", "cn", "--type", "GameServer", "--dry-run");
        Result done = at().run(
                        "converge",
                        "ssss",
                        "cn",
                        "--type",
                        "GameServer",
                        "--drift",
                        "drift-1",
                        "--role",
                        "game",
                        "--parallel",
                        "2",
                        "--adopt",
                        "--yes");

        assertThat(dry.out()).contains("converge  7f3c", "slipway release run 7f3c");
        assertThat(done.exit()).as(done.err()).isEqualTo(ExitCode.OK);
        assertThat(done.out()).isEqualTo("rel-1\n");
        assertThat(dispatcher.requests(releases)).hasSize(1);
        assertThat(Documents.readJson(dispatcher.requests(CONVERGE).get(0).body())
                        .toString())
                .isEqualTo("{\"app_type\":\"GameServer\"}");
        assertThat(Documents.readJson(dispatcher.requests(CONVERGE).get(1).body())
                        .toString())
                .isEqualTo(
                        "{\"app_type\":\"GameServer\",\"servers\":{\"roles\":[\"game\"],\"app_types\":[\"GameServer\"]},"
                                + "\"drift\":\"drift-1\",\"waves\":{\"parallel\":2},\"adopt\":true}");
    }

    @Test
    void whereAllIsAsItShouldBeAConvergeIsDone() {
        dispatcher.on(
                CONVERGE, 422, "{\"title\":\"Nothing\",\"status\":422,\"code\":\"nothing_to_converge\",\"errors\":[]}");

        Result result = at().run("converge", "ssss", "cn", "--type", "GameServer", "--yes");

        assertThat(result.exit()).isEqualTo(ExitCode.OK);
        assertThat(result.err()).contains("All is as it should be");
    }

    @Test
    void desiredVersionsAreListedAndSaid() {
        dispatcher
                .on("GET " + AREA + "/desired", 200, "{\"desired\":[" + DESIRED + "]}")
                .on("PUT " + AREA + "/desired/GameServer", 200, DESIRED);

        Result list = at().run("desired", "list", "ssss", "cn");
        Result set = at().run("desired", "set", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4");

        assertThat(list.out()).contains("GameServer  1.0.4    2026-11-21T09:00:00Z  admin");
        assertThat(set.exit()).as(set.err()).isEqualTo(ExitCode.OK);
        assertThat(set.err()).contains("slipway converge ssss cn --type GameServer");
        assertThat(Documents.readJson(dispatcher
                                .requests("PUT " + AREA + "/desired/GameServer")
                                .get(0)
                                .body())
                        .toString())
                .isEqualTo("{\"version\":\"1.0.4\"}");
    }

    private void found(String totals, String... servers) {
        dispatcher.on(FOUND + "?limit=1", 200, page(totals, "", "null"));
        dispatcher.on(BAD, 200, page(totals, String.join(",", servers), "null"));
    }

    private void watched(String state) {
        dispatcher
                .on("GET /api/v1/jobs/drift-1", 200, JOB.formatted(state))
                .on(
                        "GET /api/v1/jobs/drift-1/events",
                        RecordedDispatcher.stream("snapshot {\"job\":" + JOB.formatted(state) + ",\"targets\":[]}"));
    }

    static String page(String totals, String servers, String next) {
        return "{\"job_id\":\"drift-1\",\"state\":\"SUCCEEDED\",\"totals\":" + totals + ",\"servers\":[" + servers
                + "],\"total\":2,\"next\":" + next + "}";
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }
}
