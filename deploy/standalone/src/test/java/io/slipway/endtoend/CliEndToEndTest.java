package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.cli.command.Program;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Size;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Patience;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.ErlangNodes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The terminal client against a whole Slipway, from the pull to the retry of a host that was down. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliEndToEndTest {
    private static final Pattern UUID_LINE = Pattern.compile("uuid (\\S+)");
    private static final String SERVERS = """
            game:127.0.1.1:qq_1,qq_2
            cross:127.0.1.2:cross_1,corss_2
            cross_center:127.0.1.3:center_1,center_2
            """;

    private Path directory;
    private GameFleet fleet;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private SlipwayClient client;

    /** How a call ended. */
    private record Result(ExitCode exit, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        fleet = new GameFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(
                ErlangNodes.HOSTS,
                Map.of(
                        "ip", "127.0.0.1",
                        "port", fleet.daemons().port(),
                        "module", "cmdb_hot_server",
                        "user", fleet.daemons().user(),
                        "pass_file", fleet.daemons().passwordFile().toString()),
                cmdb.url(),
                secret.toString());
    }

    @AfterAll
    void stop() {
        if (slipway != null) {
            slipway.close();
        }
        if (cmdb != null) {
            cmdb.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    @Order(1)
    void theSetUpIsShownWithChineseNamesInLine() {
        Result projects = run("project", "list");
        Result queues = run("queue", "list");

        assertThat(projects.out()).contains("ssss     三生三世  大陆(cn)  3  ");
        assertThat(run("project", "show", "ssss").out())
                .contains("code:load_file(atom)")
                .contains("127.0.1.3");
        assertThat(queues.out()).contains("file_pull8").contains("ops-manager");
        assertThat(run("queue", "set", "file_pull8", "--role", "file-pull", "--project", "ssss")
                        .exit())
                .isEqualTo(ExitCode.OK);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> run("worker", "list", "-o", "json").out().split("\"alive\" : true").length == 4);
        assertThat(run("worker", "list").out()).contains("✓ alive");
    }

    @Test
    @Order(2)
    void aWatchedPullPrintsTheFileList() {
        Result pull = run("pull", "ssss", "大陆", GameFleet.VERSION, "--watch", "-o", "json");

        assertThat(pull.exit()).as(pull.err()).isEqualTo(ExitCode.OK);
        assertThat(json(pull.out()).path("files").values())
                .extracting(file -> file.path("name").asString())
                .containsExactlyInAnyOrder(GameFleet.BEAM, GameFleet.TEXT);
        assertThat(pull.err()).containsPattern(UUID_LINE).contains("✓ pull");
    }

    @Test
    @Order(3)
    void aHostThatIsDownMakesItPartialAndARetryMakesItGood() throws Exception {
        fleet.daemons().on("127.0.1.3").stop();
        String uuid = UUID.randomUUID().toString();
        Path servers = Files.writeString(directory.resolve("servers.txt"), SERVERS);

        Result first = run(
                "hot-update",
                "ssss",
                "cn",
                GameFleet.VERSION,
                "--uuid",
                uuid,
                "--servers",
                servers.toString(),
                "--all",
                "--command",
                "code:soft_purge(player).",
                "--command",
                "code:load_file(player).",
                "--watch");

        assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.PARTIAL);
        assertThat(first.out()).contains("127.0.1.3").contains("unreachable -> ");
        assertThat(first.err()).contains("✗ 127.0.1.3  apply  unreachable").contains("slipway job retry " + uuid);
        assertThat(fleet.ask("qq_1", "player factor")).isEqualTo("2");
        assertThat(run("job", "watch", uuid).exit()).isEqualTo(ExitCode.PARTIAL);

        fleet.daemons().on("127.0.1.3").start();
        Result again = run("job", "retry", uuid, "--watch");

        assertThat(again.exit()).as(again.err()).isEqualTo(ExitCode.OK);
        assertThat(fleet.ask("center_1", "player factor")).isEqualTo("2");
        assertThat(run("job", "cancel", uuid).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("job", "show", uuid).out()).contains("qq_1 ✓ qq_2 ✓").contains("✓ succeeded");
        assertThat(json(run("job", "list", "--project", "ssss", "--state", "SUCCEEDED,PARTIAL", "-o", "json")
                                .out())
                        .path("jobs")
                        .values())
                .anyMatch(job -> job.path("job_id").asString().equals(uuid));
    }

    @Test
    @Order(4)
    void callbacksAreListedAndSentAgain() {
        String uuid = json(run("job", "list", "-o", "json").out())
                .path("jobs")
                .path(0)
                .path("job_id")
                .asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run("callback", "list", uuid).out().contains(uuid + ":final"));

        Result replay = run("callback", "replay", uuid + ":final");

        assertThat(replay.exit()).as(replay.err()).isEqualTo(ExitCode.OK);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cmdb.receiptsOf(uuid).stream()
                                .filter(receipt -> receipt.id().equals(uuid + ":final"))
                                .count()
                        > 1);
    }

    @Test
    @Order(5)
    void aRefusalSaysWhichFieldIsWrong() {
        Result refused = run(
                "hot-update",
                "ssss",
                "cn",
                GameFleet.VERSION,
                "--server",
                "game:10.9.9.9:qq_1",
                "--file",
                "../x:abe347d3fdff45f1078102c4637852a5");

        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("/update_server_list/game/10.9.9.9: ")
                .contains("(unknown_host)")
                .contains("/update_file_list/0/file_name: ")
                .contains("(path_traversal)")
                .containsPattern("Request id \\S+");
    }

    private Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false,
                () -> Size.USUAL);
        Map<String, String> environment = new HashMap<>(Map.of("SLIPWAY_LANG", "en"));
        environment.put("SLIPWAY_URL", slipway.url().toString());
        environment.put("SLIPWAY_TOKEN_FILE", slipway.tokenFile().toString());
        ExitCode exit = new Program(environment, console, Patience.USUAL, Clock.systemUTC()).run(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
