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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** {@code slipway release plan}, {@code show}, {@code run} and {@code rollback} against recorded answers. */
class ReleaseTest {
    private static final String PLANS = "POST /api/v1/projects/ssss/areas/cn/release-plans";
    private static final String AREA = "/api/v1/projects/ssss/areas/%E5%A4%A7%E9%99%86";
    private static final String RELEASES = "POST " + AREA + "/releases";
    private static final String OVERRIDE = "?override_reason=%E7%BA%BF%E4%B8%8A%20%E5%B4%A9%E6%BA%83";
    private static final String PLAN = "GET /api/v1/release-plans/7f3c";
    private static final String JOB = "GET /api/v1/jobs/rel-1";
    private static final String PRODUCTION =
            "GET /api/v1/projects/ssss/game-servers?limit=500&area=%E5%A4%A7%E9%99%86&label=production";

    @TempDir
    Path directory;

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(PLANS, 201, RecordedRelease.plan("OPEN", 3))
                .on(RELEASES, 202, RecordedRelease.ACCEPTED)
                .on(PRODUCTION, 200, "{\"game_servers\":[],\"next_page_token\":null}");
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aPlanSaysHowMuchFromWhatToWhatInWhichOrderAndHowToRunIt() {
        Result result = call("plan", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4", "--all");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("""
                        3 hosts, 6 game servers, GameServer 1.0.3 → 1.0.4
                        release  7f3c  ssss/大陆  good until 2026-11-21T09:30:00Z

                        WAVE           HOSTS  IPS
                        wave 1 canary  1      10.1.1.1
                        wave 2         2      10.1.1.2 10.1.1.3

                        FROM   GAME SERVERS  NEW  CHANGED  REMOVED  KEPT  SIZE
                        1.0.3  6             3    12       1        1     3.4 MB

                        40.8 MB to send, takes about 3:20 (from 4 runs)
                        20 together, confirmation between waves, 0 may fail; processes as before; keeps init.properties
                        ! Jobs of the area that are not over: u-9 (busy)
                        ✗ 10.1.1.9:qq_9: No path is registered (no_path)
                          -> no_path: register its path, then plan again: slipway server import
                        Run this plan:
                          -> slipway release run 7f3c
                        """);
    }

    @Test
    void aPlanIsChineseWhereTheUserIs() {
        Result result = CliCall.at(dispatcher.url())
                .with("SLIPWAY_LANG", "zh")
                .run("release", "plan", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4", "--all");

        assertThat(result.out())
                .startsWith("3 台主机, 6 个游戏服, GameServer 1.0.3 → 1.0.4\n发布  7f3c  ssss/大陆  2026-11-21T09:30:00Z 前有效\n")
                .contains("第 1 批 金丝雀  1     10.1.1.1")
                .contains("要发送 40.8 MB, 预计用时 3:20 (根据过去 4 次)")
                .contains("同时 20 台, 批间等人确认, 最多允许 0 台失败; 进程与之前相同; 保留 init.properties");
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(List.of("--all"), "\"servers\":{\"app_types\":[\"GameServer\"]}"),
                Arguments.of(
                        List.of("--label", "gray,test", "--role", "game"),
                        "\"servers\":{\"labels\":[\"gray\",\"test\"],\"roles\":[\"game\"],\"app_types\":[\"GameServer\"]}"),
                Arguments.of(List.of("--server", "10.1.1.1:qq_1"), "\"servers\":{\"ids\":[\"10.1.1.1:qq_1\"]}"),
                Arguments.of(
                        List.of("--name", "10.1.1.1:qq_1,qq_2", "--name", "10.1.1.2:qq_3"),
                        "\"servers\":{\"names\":{\"10.1.1.1\":[\"qq_1\",\"qq_2\"],\"10.1.1.2\":[\"qq_3\"]}}"),
                Arguments.of(
                        List.of("--all", "--canary", "10.1.1.1,10.1.1.2", "--sizes", "5,50%"),
                        "\"waves\":{\"canary\":[\"10.1.1.1\",\"10.1.1.2\"],\"sizes\":[\"5\",\"50%\"]}"),
                Arguments.of(
                        List.of("--all", "--roles", "game,cross", "--first", "test,gray", "--parallel", "3"),
                        "\"waves\":{\"roles\":[\"game\",\"cross\"],\"labels_first\":[\"test\",\"gray\"],\"parallel\":3}"),
                Arguments.of(
                        List.of("--all", "--between", "pause:60", "--max-failures", "5%"),
                        "\"waves\":{\"between\":\"pause\",\"pause_seconds\":60,\"max_failures\":\"5%\"}"),
                Arguments.of(List.of("--all", "--between", "continue"), "\"waves\":{\"between\":\"continue\"}"),
                Arguments.of(
                        List.of("--all", "--keep", "a.properties", "--keep", "b/c.cfg", "--processes", "untouched"),
                        "\"kept\":[\"a.properties\",\"b/c.cfg\"],\"processes\":\"untouched\""),
                Arguments.of(
                        List.of("--all", "--adopt", "--at-once", "4", "--no-silence"),
                        "\"adopt\":true,\"at_once\":4,\"silence\":false"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aPlanIsAskedForAsItsOptionsSay(List<String> options, String part) {
        List<String> arguments =
                new ArrayList<>(List.of("plan", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4"));
        arguments.addAll(options);

        Result result = call(arguments.toArray(String[]::new));

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(compact(dispatcher.requests(PLANS).get(0).body()))
                .startsWith("{\"app_type\":\"GameServer\",\"version\":\"1.0.4\",\"servers\":{")
                .contains(part);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'10.1.1.1:qq_1\n10.1.1.1:qq_2\n' | {\"names\":{\"10.1.1.1\":[\"qq_1\",\"qq_2\"]}}",
                "'# CMDB\n\n10.1.1.1\tqq_1 qq_2\n10.1.1.2,qq_3;qq_4' | {\"names\":{\"10.1.1.1\":[\"qq_1\",\"qq_2\"],\"10.1.1.2\":[\"qq_3\",\"qq_4\"]}}",
                "'10.1.1.1\r\n10.1.1.2\r\n' | {\"ips\":[\"10.1.1.1\",\"10.1.1.2\"],\"app_types\":[\"GameServer\"]}",
            })
    void aListIsTakenAsPeoplePasteIt(String text, String servers) throws IOException {
        Path list = Files.writeString(directory.resolve("list"), text);

        Result result =
                call("plan", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4", "--file", list.toString());

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(compact(dispatcher.requests(PLANS).get(0).body())).contains("\"servers\":" + servers + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "'10.1.1.1:qq_1\nqq_2', 'list:2: Not an IP and names: qq_2'",
        "'10.1.1.1:qq_1\n10.1.1.2', 'list:2: Some lines have names and some have not'",
        "'# none\n', 'No game servers in'",
    })
    void aListThatIsNoneIsSaidWithItsLine(String text, String message) throws IOException {
        Path list = Files.writeString(directory.resolve("list"), text);

        Result result =
                call("plan", "ssss", "cn", "--type", "GameServer", "--version", "1.0.4", "--file", list.toString());

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
        assertThat(dispatcher.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--version 1.0.4 --all, --type",
        "--type GameServer --all, --version",
        "--type T --version 1, --label/--role/--ip",
        "--type T --version 1 --all --ip 10.1.1.1, --label/--role/--ip",
        "--type T --version 1 --all --file /nonexistent, --label/--role/--ip",
        "--type T --version 1 --file /nonexistent, /nonexistent",
        "--type T --version 1 --name qq_1, --name:1",
        "--type T --version 1 --all --sizes five, --sizes",
        "--type T --version 1 --all --sizes 5;50%, --sizes",
        "--type T --version 1 --all --parallel many, --parallel",
        "--type T --version 1 --all --between sometimes, --between",
        "--type T --version 1 --all --between pause:, --between",
        "--type T --version 1 --all --between pause:1h, --between",
        "--type T --version 1 --all --max-failures some, --max-failures",
        "--type T --version 1 --all --max-failures 5%%, --max-failures",
        "--type T --version 1 --all --processes stopped, --processes",
        "--type T --version 1 --all --at-once x, --at-once",
        "--type T --version 1 --all --canary, --canary",
        "--type T --version 1 --all --first, --first",
        "--type T --version 1 --all --roles, --roles",
        "--type T --version 1 --all --keep, --keep",
    })
    void aWrongOptionIsNamedAndNothingIsSent(String options, String named) {
        for (String language : List.of("en", "zh")) {
            Result result = CliCall.at(dispatcher.url())
                    .with("SLIPWAY_LANG", language)
                    .run(("release plan ssss cn " + options).split(" "));

            assertThat(result.exit()).as(options).isEqualTo(ExitCode.USAGE);
            assertThat(result.err())
                    .startsWith("✗ ")
                    .contains(named)
                    .contains("-> ")
                    .doesNotContain("Exception");
        }
        assertThat(dispatcher.requests()).isEmpty();
    }

    @Test
    void aPlanIsRunAfterItWasShownAndAgreedTo() {
        dispatcher.on(PLAN, 200, RecordedRelease.plan("OPEN", 3));

        dispatcher.on(RELEASES + OVERRIDE, 202, RecordedRelease.ACCEPTED);

        Result no = terminal("n\n").run("release", "run", "7f3c");
        Result yes = terminal("y\n").run("release", "run", "7f3c", "--uuid", "u-1", "--override", "线上 崩溃");

        assertThat(no.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err()).contains("3 hosts, 6 game servers").contains("plan 7f3c can be run until it expires");
        assertThat(yes.exit()).as(yes.err()).isEqualTo(ExitCode.OK);
        assertThat(yes.out()).isEqualTo("rel-1\n");
        String sent = RELEASES + OVERRIDE;
        assertThat(dispatcher.requests(RELEASES)).isEmpty();
        assertThat(dispatcher.requests(sent)).hasSize(1);
        assertThat(compact(dispatcher.requests(sent).get(0).body())).isEqualTo("{\"uuid\":\"u-1\",\"plan\":\"7f3c\"}");
    }

    @Test
    void withManyHostsTheAreaHasToBeTyped() {
        dispatcher.on(PLAN, 200, RecordedRelease.plan("OPEN", 11));

        Result yes = terminal("y\n").run("release", "run", "7f3c");
        Result other = terminal("越南\n").run("release", "run", "7f3c");
        Result typed = terminal("大陆\n").run("release", "run", "7f3c");

        assertThat(List.of(yes.exit(), other.exit())).containsOnly(ExitCode.FAILED);
        assertThat(yes.err()).contains("More than 10 hosts. Type the name of the area, 大陆, to go ahead:");
        assertThat(typed.exit()).as(typed.err()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(RELEASES)).hasSize(1);
    }

    @Test
    void withProductionTheAreaHasToBeTypedHoweverFewHosts() throws IOException {
        try (RecordedDispatcher production = new RecordedDispatcher()
                .on(PLAN, 200, RecordedRelease.plan("OPEN", 1))
                .on(PRODUCTION, 200, "{\"game_servers\":[{\"id\":\"10.1.1.1:qq_1\"}],\"next_page_token\":null}")
                .on(RELEASES, 202, RecordedRelease.ACCEPTED)) {
            CliCall call = CliCall.at(production.url()).terminal(100, 40).input("y\n");

            Result yes = call.run("release", "run", "7f3c");
            Result typed = call.input("大陆\n").run("release", "run", "7f3c");

            assertThat(yes.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(yes.err()).contains("Some have the label production");
            assertThat(typed.exit()).as(typed.err()).isEqualTo(ExitCode.OK);
            assertThat(production.requests(RELEASES)).hasSize(1);
        }
    }

    @Test
    void withoutATerminalNothingRunsUnlessYesIsSaid() {
        dispatcher.on(PLAN, 200, RecordedRelease.plan("OPEN", 11));

        Result unasked = call("run", "7f3c");
        Result yes = call("run", "7f3c", "--yes");

        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("--yes");
        assertThat(yes.exit()).as(yes.err()).isEqualTo(ExitCode.OK);
        assertThat(dispatcher.requests(RELEASES)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"USED, has been run", "EXPIRED, expired", "VOID, 'void: Hosts that left the area: 10.1.1.2 (hosts)'"})
    void aPlanThatIsNotOpenIsNotAskedAbout(String state, String words) {
        dispatcher.on(PLAN, 200, RecordedRelease.plan(state, 3));

        Result result = terminal("y\n").run("release", "run", "7f3c");

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("\u001b[31m✗ \u001b[0mThe plan cannot be run: " + words)
                .contains("-> Make a new one: slipway release plan");
        assertThat(dispatcher.requests(RELEASES)).isEmpty();
    }

    @Test
    void aPlanThatBecameVoidMeanwhileIsToldAsTheDispatcherSaysIt() throws IOException {
        try (RecordedDispatcher refusing = new RecordedDispatcher()
                .on(PLAN, 200, RecordedRelease.plan("OPEN", 3))
                .on(RELEASES, 409, """
                        {"title":"What the plan stands on has changed, make a new one","status":409,"code":"plan_void",
                         "errors":[{"pointer":"/plan","code":"hosts","message":"Hosts that left the area: 10.1.1.2"}]}""")) {
            Result result = CliCall.at(refusing.url()).run("release", "run", "7f3c", "--yes");

            assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("plan_void").contains("Hosts that left the area: 10.1.1.2");
        }
    }

    @Test
    void filesOfAPlanAreListedPageByPage() {
        String path = PLAN + "/files?limit=1000&from=1.0.3&kind=changed";
        dispatcher.on(path, 200, """
                        {"from_version":"1.0.3","version":"1.0.4","new":0,"changed":2,"removed":0,"kept":0,"bytes":9,
                         "files":[{"name":"ebin/a b.beam","kind":"CHANGED","from_size":3,"size":4}],"next":"ebin/a b.beam"}""").on(path + "&after=ebin%2Fa%20b.beam", 200, """
                        {"from_version":"1.0.3","version":"1.0.4","new":0,"changed":2,"removed":0,"kept":0,"bytes":9,
                         "files":[{"name":"z.cfg","kind":"CHANGED","from_size":4,"size":5}],"next":null}""");

        Result people = call("show", "7f3c", "--from", "1.0.3", "--kind", "changed");
        Result program = call("show", "7f3c", "--from", "1.0.3", "--kind", "changed", "-o", "jsonl");

        assertThat(people.out()).isEqualTo("""
                        CHANGE     PATH           BEFORE  AFTER
                        ~ changed  ebin/a b.beam  3       4
                        ~ changed  z.cfg          4       5
                        """);
        assertThat(program.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"name\":"));
    }

    @Test
    void aRollbackIsAPlanThatIsRunAtOnceWhereItIsAgreedTo() {
        dispatcher
                .on(JOB, 200, RecordedRelease.job("PARTIAL", "null"))
                .on("POST " + AREA + "/release-plans", 201, RecordedRelease.plan("OPEN", 3));

        Result result =
                terminal("y\n").run("release", "rollback", "rel-1", "--to", "1.0.2", "--sizes", "50%", "--uuid", "u-2");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(compact(dispatcher
                        .requests("POST " + AREA + "/release-plans")
                        .get(0)
                        .body()))
                .isEqualTo(
                        "{\"purpose\":\"rollback\",\"rollback_of\":\"rel-1\",\"version\":\"1.0.2\",\"waves\":{\"sizes\":[\"50%\"]}}");
        assertThat(compact(dispatcher.requests(RELEASES).get(0).body())).contains("\"plan\":\"7f3c\"");
    }

    @Test
    void aDryRunOfARollbackCancelsNothing() {
        dispatcher.on(JOB, 200, RecordedRelease.job("PAUSED", RecordedRelease.pause("failures")));

        Result dry = call("rollback", "rel-1", "--dry-run");

        assertThat(dry.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(dry.err()).contains("Job rel-1 is not over").contains("slipway job cancel rel-1 --watch");
        assertThat(dispatcher.requests()).hasSize(1);
    }

    @Test
    void twoQuestionsAreAnsweredInARowWhereAJobIsCancelledAndRolledBack() {
        String over = RecordedRelease.job("CANCELLED", "null");
        dispatcher
                .on(JOB, 200, RecordedRelease.job("PAUSED", RecordedRelease.pause("failures")))
                .on("POST /api/v1/jobs/rel-1/cancel?dry_run=true", 200, RecordedRelease.covered("PAUSED"))
                .on("POST /api/v1/jobs/rel-1/cancel", 202, RecordedRelease.covered("CANCELLING"))
                .on(
                        "GET /api/v1/jobs/rel-1/events",
                        RecordedDispatcher.stream("snapshot {\"job\":" + over + ",\"targets\":[]}"))
                .on("POST " + AREA + "/release-plans", 201, RecordedRelease.plan("OPEN", 3));

        Result result = terminal("y\ny\n").run("release", "rollback", "rel-1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.err()).contains("Job rel-1 is not over: it is cancelled first");
        assertThat(dispatcher.requests("POST /api/v1/jobs/rel-1/cancel")).hasSize(1);
        assertThat(dispatcher.requests(RELEASES)).hasSize(1);
    }

    private Result call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("release"));
        all.addAll(List.of(arguments));
        return CliCall.at(dispatcher.url()).run(all.toArray(String[]::new));
    }

    private CliCall terminal(String typed) {
        return CliCall.at(dispatcher.url()).terminal(120, 40).input(typed);
    }

    private static String compact(String json) {
        JsonNode node = Documents.readJson(json);
        return node.toString();
    }
}
