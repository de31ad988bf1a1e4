package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.slipway.endtoend.CallbackFork.Call;
import io.slipway.peers.ChildProcess.Finished;
import io.slipway.peers.ErlangNodes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The two sample CMDBs with a real Slipway and real game servers: a bad CMDB, a host that fails, a retry, and forgeries. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleCmdbEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "whsec_c2FtcGxlLWNtZGItZW5kLXRvLWVuZC10ZXN0";
    private static final String REPEATED = "200 {\"code\":\"repeated\"}";

    private final String uuid = UUID.randomUUID().toString();
    private Path directory;
    private Path secret;
    private GameFleet fleet;
    private SampleCmdb python;
    private SampleCmdb java;
    private CallbackFork fork;
    private StandaloneDeployment slipway;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        secret = Files.writeString(directory.resolve("callback.secret"), SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        fleet = new GameFleet(directory.resolve("fleet"));
        python = SampleCmdb.python(directory, secret, "first");
        java = SampleCmdb.java(directory, secret, "first");
        python.serve("--fail-every", "4");
        java.serve("--drop", "--slow", "0.05");
        fork = new CallbackFork(List.of(python.url(), java.url()));
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        slipway.client()
                .onboard(
                        ErlangNodes.HOSTS,
                        Map.of(
                                "ip", "127.0.0.1",
                                "port", fleet.daemons().port(),
                                "module", "cmdb_hot_server",
                                "user", fleet.daemons().user(),
                                "pass_file", fleet.daemons().passwordFile().toString()),
                        fork.url(),
                        secret.toString());
    }

    @AfterAll
    void stop() {
        for (AutoCloseable peer : new AutoCloseable[] {slipway, fork, java, python, fleet}) {
            try {
                if (peer != null) {
                    peer.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    @Order(1)
    void theSamplesPullAndUpdateAndTheSameRequestCountsOnce() throws Exception {
        fleet.daemons().on("127.0.1.3").stop();
        Path files = directory.resolve("files.json");
        Path servers = Files.writeString(
                directory.resolve("servers.json"), JsonMapper.builder().build().writeValueAsString(servers()));

        assertThat(asked(python, "pull", "--version", GameFleet.VERSION, "--uuid", uuid, "--out", files.toString()))
                .contains("SUCCEEDED", GameFleet.BEAM, GameFleet.TEXT);
        assertThat(asked(java, "pull", "--version", GameFleet.VERSION, "--uuid", uuid))
                .contains("pull-" + uuid + "  duplicate true", GameFleet.TEXT);
        assertThat(asked(java, "update", files.toString(), servers.toString())).contains("duplicate false");
        assertThat(asked(python, "update", files.toString(), servers.toString()))
                .contains("duplicate true");
        assertThat(python.run("wait", "--url", url(), "--token-file", token(), uuid)
                        .output())
                .contains("PARTIAL  round 1", "1 FAILED", "2 SUCCEEDED");
    }

    @Test
    @Order(2)
    void bothKnowTheSameOfAPartialUpdateThroughFailuresAndDroppedConnections() {
        awaitShown("全部完成  succeeded 2, failed 1, unknown 0");

        assertThat(java.shown())
                .isEqualTo(python.shown())
                .contains("round 1 ended", "127.0.1.3       r1  center_1     ✗ ✗");
        assertThat(python.log()).contains("told_to_fail", "repeated");
        assertThat(java.log()).contains("taken, and the connection dropped", "200 repeated");
    }

    @Test
    @Order(3)
    void aRetryReplacesTheFailedIpAloneAndAReplayOfTheFirstRoundDoesNotGoBack() throws Exception {
        python.kill();
        python.serve(); // a good CMDB again
        fleet.daemons().on("127.0.1.3").start();

        assertThat(java.run("retry", "--url", url(), "--token-file", token(), uuid)
                        .output())
                .contains("round 2");
        awaitShown("全部完成  succeeded 3, failed 0, unknown 0");
        String known = python.shown();
        assertThat(java.shown())
                .isEqualTo(known)
                .contains("round 2 ended", "127.0.1.1       r1  qq_1", "127.0.1.3       r2  center_1     ✓ ✓");

        assertThat(fork.send(fork.call(uuid + ":ip:127.0.1.3"))).containsExactly(REPEATED, REPEATED);
        slipway.client().post("/api/v1/callbacks/" + uuid + ":started/replay", Map.of());
        await().atMost(LIMIT)
                .until(() -> python.log().contains("repeated        " + uuid + ":started")
                        && java.log().contains("repeated        " + uuid + ":started"));
        assertThat(python.shown()).isEqualTo(java.shown()).isEqualTo(known);
    }

    @Test
    @Order(4)
    void whateverTheOrderTheEndIsTheSame() throws Exception {
        String known = python.shown();
        List<Call> calls = new ArrayList<>(fork.calls());
        Collections.reverse(calls); // the second round first, started after final
        try (SampleCmdb otherPython = SampleCmdb.python(directory, secret, "second");
                SampleCmdb otherJava = SampleCmdb.java(directory, secret, "second");
                CallbackFork other = new CallbackFork(List.of(otherPython.url(), otherJava.url()))) {
            otherPython.serve();
            otherJava.serve();
            calls.forEach(call -> assertThat(other.send(call)).allMatch(answer -> answer.startsWith("200 ")));
            assertThat(otherPython.log()).contains("late            " + uuid + ":started");
            assertThat(otherPython.shown()).isEqualTo(otherJava.shown()).isEqualTo(known);

            Collections.shuffle(calls, new Random(7));
            calls.forEach(call -> assertThat(other.send(call)).containsExactly(REPEATED, REPEATED));
            assertThat(otherPython.shown()).isEqualTo(otherJava.shown()).isEqualTo(known);
        }
    }

    @Test
    @Order(5)
    void forgedStaleRepeatedAndChangedCallsAreToldApartAndChangeNothing() throws Exception {
        String known = python.shown();
        Call real = fork.call(uuid + ":final");
        byte[] other = new String(real.body(), StandardCharsets.UTF_8)
                .replace("\"failed\":1", "\"failed\":0")
                .getBytes(StandardCharsets.UTF_8);
        long now = Clock.systemUTC().instant().getEpochSecond();

        assertThat(fork.send(real.saying(other))).containsOnly("401 {\"code\":\"bad_signature\"}");
        assertThat(fork.send(real.with("webhook-timestamp", Long.toString(now + 1))))
                .containsOnly("401 {\"code\":\"bad_signature\"}");
        assertThat(fork.send(real.with("webhook-id", uuid + ":final:r3")))
                .containsOnly("401 {\"code\":\"bad_signature\"}");
        assertThat(fork.send(signed(real, now - 600))).containsOnly("401 {\"code\":\"stale_timestamp\"}");
        assertThat(fork.send(signed(real, now + 600))).containsOnly("401 {\"code\":\"stale_timestamp\"}");
        assertThat(fork.send(signed(real.saying(other), now))).containsOnly("422 {\"code\":\"changed_body\"}");
        assertThat(fork.send(signed(real.with("slipway-round", "9"), now))).containsOnly(REPEATED);
        Call misfit =
                signed(new Call(real.with("webhook-id", uuid + ":started:r9").headers(), real.body()), now);
        assertThat(fork.send(misfit)).containsOnly("422 {\"code\":\"bad_body\"}");
        assertThat(python.shown()).isEqualTo(java.shown()).isEqualTo(known);
    }

    @Test
    @Order(6)
    void aKilledSampleStillKnowsEverything() throws Exception {
        String known = python.shown();
        python.kill();
        java.kill();

        python.serve();
        java.serve();

        assertThat(fork.send(signed(
                        fork.call(uuid + ":final"), Clock.systemUTC().instant().getEpochSecond())))
                .containsExactly(REPEATED, REPEATED);
        assertThat(python.shown()).isEqualTo(java.shown()).isEqualTo(known);
    }

    @Test
    @Order(7)
    void aRefusalSaysWhereAndASchemaSaysItBeforeSlipwayDoes() throws Exception {
        Path body = Files.writeString(directory.resolve("bad.json"), """
                {"update_type": "hot_server", "uuid": "u-1", "version": "1",
                 "update_server_list": {"game": {"10.9.9.9": ["qq_1"]}},
                 "update_file_list": [{"file_name": "a.txt", "file_md5": "00000000000000000000000000000000"}]}""");
        Path shapeless = Files.writeString(directory.resolve("shapeless.json"), "{\"uuid\": \"u-1\"}");
        for (SampleCmdb cmdb : List.of(python, java)) {
            Finished refused = update(cmdb, body);
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("422 unknown_host", "/update_server_list/game/10.9.9.9", "request_id");
            assertThat(update(cmdb, shapeless).output())
                    .contains("does not fit hot-update-server.json", "/version: missing");
        }
    }

    private Finished update(SampleCmdb cmdb, Path body) {
        return cmdb.run(
                "update",
                "--url",
                url(),
                "--token-file",
                token(),
                "--project",
                "ssss",
                "--area",
                "cn",
                body.toString());
    }

    private static Call signed(Call call, long timestamp) throws Exception {
        String text = new String(call.body(), StandardCharsets.UTF_8);
        return call.with("webhook-timestamp", Long.toString(timestamp))
                .with("webhook-signature", new Webhook(SECRET).sign(call.id(), timestamp, text));
    }

    /** The output of a command that asks Slipway about area 大陆 and succeeds. */
    private String asked(SampleCmdb cmdb, String command, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--url", url(), "--token-file", token(), "--project", "ssss", "--area", "大陆"));
        arguments.addAll(List.of(more));
        Finished finished = cmdb.run(command, arguments.toArray(new String[0]));
        assertThat(finished.exit()).as(finished.output()).isZero();
        return finished.output();
    }

    private void awaitShown(String text) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(python.shown())
                .contains(text));
        assertThat(java.shown()).as(java.log()).contains(text);
    }

    private String url() {
        return slipway.url().toString();
    }

    private String token() {
        return slipway.tokenFile().toString();
    }

    private static Map<String, Object> servers() {
        Map<String, Object> roles = new LinkedHashMap<>();
        for (String ip : ErlangNodes.HOSTS) {
            roles.put(GameFleet.roleOf(ip), Map.of(ip, GameFleet.serversOf(ip)));
        }
        return Map.of(
                "update_type",
                "hot_client",
                "update_server_list",
                roles,
                "erlang_cmd_list",
                List.of("code:soft_purge(player).", "code:load_file(player).", "player:earn(100)."));
    }
}
