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

/** Game servers and their services against recorded answers. */
class ServiceTest {
    private static final String AREA = "POST /api/v1/projects/ssss/areas/cn/services";
    private static final String DRY = AREA + "?dry_run=true";
    private static final String IMPORT = "PUT /api/v1/projects/ssss/game-servers?dry_run=";
    private static final String PLAN = """
            {"action":"restart","project":"ssss","area":"大陆","silence":null,"hosts":1,"servers":2,"plan":[
              {"ip":"10.1.1.1","servers":[
                {"id":"10.1.1.1:qq_1","name":"qq_1","title":"一服","role":"game","process":"game:qq_1",
                 "labels":["gray"],"sharing":["qq_9"]},
                {"id":"10.1.1.1:qq_2","name":"qq_2","title":"二服","role":"cross","process":"qq_2",
                 "labels":[],"sharing":[]}]}]}""";
    private static final String ACCEPTED =
            "{\"job_id\":\"u-1\",\"state\":\"ACCEPTED\",\"duplicate\":false,\"links\":{}}";
    private static final String CHANGES = """
            {"applied":%s,"counts":{"added":1,"changed":0,"removed":1,"unchanged":9},"changes":[
              {"id":"10.1.1.1:qq_1","title":"一服","action":"added",
               "differences":[{"pointer":"/ip","before":null,"after":"10.1.1.1"}]},
              {"id":"10.1.1.1:qq_2","title":"二服","action":"removed","differences":[]}],
             "notes":["qq_1 and qq_9 are one process"]}""";

    @TempDir
    Path directory;

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher()
                .on(DRY, 200, PLAN)
                .on(AREA, 202, ACCEPTED)
                .on(IMPORT + "true", 200, CHANGES.formatted("false"))
                .on(IMPORT + "false", 200, CHANGES.formatted("true"));
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void whatWillBeTouchedIsShownAndYesHandsTheJobIn() {
        Result result = call().terminal(100, 24)
                .with("NO_COLOR", "1")
                .input("y\n")
                .run("service", "restart", "ssss", "cn", "--label", "gray", "--uuid", "u-1", "--silence");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("u-1\n");
        assertThat(result.err())
                .contains("10.1.1.1", "game:qq_1", "一服", "qq_9", "This will restart 2 processes on 1 hosts")
                .contains("Go ahead? [y/N]");
        JsonNode sent = Documents.readJson(dispatcher.requests(AREA).get(0).body());
        assertThat(sent.toString())
                .isEqualTo(
                        "{\"uuid\":\"u-1\",\"action\":\"restart\",\"servers\":{\"labels\":[\"gray\"]},\"silence\":true}");
        assertThat(dispatcher.requests(DRY).get(0).body())
                .isEqualTo(dispatcher.requests(AREA).get(0).body());
    }

    @Test
    void anythingButYesTouchesNothing() {
        Result no = call().terminal(100, 24).input("\n").run("service", "stop", "ssss", "cn", "--all");
        Result unasked = call().run("service", "stop", "ssss", "cn", "--all");
        Result dry = call().run("service", "stop", "ssss", "cn", "--all", "--dry-run", "-o", "json");

        assertThat(no.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err()).contains("Nothing was started, stopped or restarted");
        assertThat(unasked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unasked.err()).contains("--yes").contains("--dry-run");
        assertThat(dry.exit()).isEqualTo(ExitCode.OK);
        assertThat(Documents.readJson(dry.out()).path("servers").asInt()).isEqualTo(2);
        assertThat(dispatcher.requests(AREA)).isEmpty();
    }

    static Stream<Arguments> selections() {
        return Stream.of(
                Arguments.of(List.of("--all"), "{\"all\":true}"),
                Arguments.of(
                        List.of("--server", "10.1.1.1:qq_1,10.1.1.1:qq_2"),
                        "{\"ids\":[\"10.1.1.1:qq_1\",\"10.1.1.1:qq_2\"]}"),
                Arguments.of(
                        List.of("--role", "game,cross", "--ip", "10.1.1.1", "--type", "GameServer"),
                        "{\"roles\":[\"game\",\"cross\"],\"ips\":[\"10.1.1.1\"],\"app_types\":[\"GameServer\"]}"));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void aSelectionIsSentAsItIsGiven(List<String> options, String servers) {
        List<String> arguments = new java.util.ArrayList<>(List.of("service", "start", "ssss", "cn", "--yes"));
        arguments.addAll(options);

        Result result = call().run(arguments.toArray(String[]::new));

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        JsonNode sent = Documents.readJson(dispatcher.requests(AREA).get(0).body());
        assertThat(sent.path("servers").toString()).isEqualTo(servers);
        assertThat(sent.path("action").asString()).isEqualTo("start");
        assertThat(sent.has("silence")).isFalse();
    }

    @Test
    void aServiceJobGoesInTheWavesOfItsOptions() {
        Result result = call().run(
                        "service",
                        "restart",
                        "ssss",
                        "cn",
                        "--all",
                        "--yes",
                        "--sizes",
                        "1,50%",
                        "--roles",
                        "cross,game",
                        "--between",
                        "pause:30");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        JsonNode sent = Documents.readJson(dispatcher.requests(AREA).get(0).body());
        assertThat(sent.path("waves").toString())
                .isEqualTo(
                        "{\"sizes\":[\"1\",\"50%\"],\"roles\":[\"cross\",\"game\"],\"between\":\"pause\",\"pause_seconds\":30}");
    }

    @ParameterizedTest
    @CsvSource({"''", "--all --label gray", "--all --server 10.1.1.1:a", "--server 10.1.1.1:a --ip 10.1.1.1"})
    void aSelectionThatIsNoneOrTwoIsNotSent(String options) {
        List<String> arguments = new java.util.ArrayList<>(List.of("service", "stop", "ssss", "cn", "--yes"));
        arguments.addAll(
                Stream.of(options.split(" ")).filter(one -> !one.isEmpty()).toList());

        Result result = call().run(arguments.toArray(String[]::new));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--all");
        assertThat(dispatcher.requests(DRY)).isEmpty();
    }

    @Test
    void aServiceCanBeginLater() {
        dispatcher.on("POST /api/v1/projects/ssss/areas/cn/schedules", 201, "{\"schedule_id\":\"u-1\"}");

        Result result =
                call().run("service", "restart", "ssss", "cn", "--all", "--uuid", "u-1", "--yes", "--in", "30m");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        JsonNode sent = Documents.readJson(dispatcher
                .requests("POST /api/v1/projects/ssss/areas/cn/schedules")
                .get(0)
                .body());
        assertThat(sent.path("request").asString()).isEqualTo("services");
        assertThat(sent.path("body").path("action").asString()).isEqualTo("restart");
        assertThat(dispatcher.requests(AREA)).isEmpty();
    }

    @Test
    void aTableOfServersIsShownAndImported() throws IOException {
        Path table = Files.writeString(directory.resolve("servers.csv"), "服务器IP,进程名\n10.1.1.1,qq_1\n");

        Result result = call().terminal(80, 24)
                .with("NO_COLOR", "1")
                .input("y\n")
                .run("server", "import", "ssss", table.toString());

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("""
                        + 一服 10.1.1.1:qq_1  added
                            /ip
                              + "10.1.1.1"
                        - 二服 10.1.1.1:qq_2  removed
                        ! qq_1 and qq_9 are one process
                        """);
        assertThat(dispatcher.requests(IMPORT + "false").get(0).body()).startsWith("服务器IP");
        assertThat(dispatcher.requests(IMPORT + "false").get(0).header("Content-Type"))
                .isEqualTo("text/csv");
    }

    @Test
    void aTableThatIsRefusedIsSaidWithItsLine() throws IOException {
        Path table = Files.writeString(directory.resolve("servers.csv"), "ip,name\n10.9.9.9,a\n");
        try (RecordedDispatcher refusing = new RecordedDispatcher().on(IMPORT + "true", 422, """
                {"type":"/problems/unknown_host","title":"unknown","status":422,"code":"unknown_host","errors":[
                  {"pointer":"/game_servers/0/ip","code":"unknown_host","message":"not in the inventory","line":2,"column":1}],
                 "request_id":"r"}""")) {
            Result result = CliCall.at(refusing.url()).run("server", "import", "ssss", table.toString(), "--yes");

            assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("servers.csv:2:1");
        }
    }

    @ParameterizedTest
    @CsvSource({"a.tsv,text/csv", "a.yml,application/yaml", "a.JSON,application/json"})
    void theSuffixSaysWhatItIs(String name, String type) throws IOException {
        Path other = Files.writeString(directory.resolve(name), "x");

        call().run("server", "import", "ssss", other.toString(), "--dry-run");

        assertThat(dispatcher.requests(IMPORT + "true").get(0).header("Content-Type"))
                .isEqualTo(type);
    }

    @Test
    void everyPageOfServersIsListed() {
        String one = """
                {"id":"10.1.1.%1$s:qq_%1$s","area":"大陆","ip":"10.1.1.%1$s","name":"qq_%1$s","title":"服","process":"p",
                 "app_type":"GameServer","role":"game","labels":["gray"],
                 "health":{"kind":"tcp","port":7001,"path":null,"call":null,"within_seconds":30},"revision":1}""";
        String path = "GET /api/v1/projects/ssss/game-servers?limit=500&label=gray";
        dispatcher
                .on(path, 200, "{\"game_servers\":[" + one.formatted(1) + "],\"total\":2,\"next_page_token\":\"1\"}")
                .on(
                        path + "&page_token=1",
                        200,
                        "{\"game_servers\":[" + one.formatted(2) + "],\"total\":2,\"next_page_token\":null}");

        Result people = call().run("server", "list", "ssss", "--label", "gray");
        Result program = call().run("server", "list", "ssss", "--label", "gray", "-o", "json");

        assertThat(people.out()).contains("10.1.1.1", "10.1.1.2", "qq_2", "tcp 7001", "gray");
        assertThat(Documents.readJson(program.out()).path("game_servers")).hasSize(2);
    }

    private CliCall call() {
        return CliCall.at(dispatcher.url());
    }
}
