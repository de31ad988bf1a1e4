package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.CompareTrees;
import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.TreeReport;
import io.slipway.contract.UnpackPackage;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.schema.ContractSchemas;
import io.slipway.dispatcher.store.Job;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the record says while real jobs go through a real RabbitMQ and a worker of the real runtime. */
@Tag("slow")
class InstalledLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String AREA = "/api/v1/projects/ssss/areas/cn";
    private static final String RECORD = "/api/v1/projects/ssss/installations/127.0.1.1:qq_1";

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;
    private static ScriptedWorker worker;
    private static String token = "";

    private static final AtomicInteger pulls = new AtomicInteger();
    private static final AtomicReference<@Nullable CompareTrees> compared = new AtomicReference<>();

    @BeforeAll
    static void start() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        Path tokenFile = directory.resolve("first-token");
        slipway = new Installation(rabbit, cmdb, Map.of("slipway.access.first-token-file", tokenFile.toString()));
        token = Files.readString(tokenFile).strip();
        call("PUT", "/api/v1/projects/ssss", """
                {"name": "三生三世",
                 "areas": [{"name": "大陆", "codes": ["cn"], "hosts": ["127.0.1.1"],
                   "rsync_managers": [{"ip": "127.0.0.1", "port": 10022, "module": "m", "user": "u",
                     "pass_file": "/etc/x"}]}],
                 "erlang_commands": [{"call": "code:load_file(atom)", "idempotent": true}],
                 "callback": {"url": "%s"}}""".formatted(cmdb.url()));
        call("PUT", "/api/v1/projects/ssss/game-servers", """
                {"game_servers": [
                  {"ip": "127.0.1.1", "name": "qq_1", "path": "/data/qq_1", "app_type": "GameServer"}]}""");
        worker = new ScriptedWorker(Installation.broker(rabbit), 8, "200ms", InstalledLifeTest::play);
    }

    @AfterAll
    static void stop() {
        worker.close();
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @Test
    void aReleaseAHotUpdateARestartAndWhatIsPutBack() {
        String unpacked = Installation.newUuid();
        call(
                "POST",
                AREA + "/packages",
                "{\"uuid\": \"%s\", \"app_type\": \"GameServer\", \"version\": \"v1\"}".formatted(unpacked));
        over(unpacked);
        JsonNode plan = call("POST", AREA + "/release-plans", """
                {"app_type": "GameServer", "version": "v1", "servers": {"all": true}}""");
        String release = Installation.newUuid();
        call(
                "POST",
                AREA + "/releases",
                "{\"uuid\": \"%s\", \"plan\": \"%s\"}"
                        .formatted(release, plan.get("id").asString()));
        assertThat(over(release).state()).isEqualTo(JobState.SUCCEEDED);

        JsonNode released = call("GET", RECORD, "");
        assertThat(released.get("base").get("version").asString()).isEqualTo("v1");
        assertThat(released.get("base").get("job_id").asString()).isEqualTo(release);
        assertThat(released.get("desired_version").asString()).isEqualTo("v1");
        assertThat(released.get("state").asString()).isEqualTo("current");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Installation.ids(cmdb.receiptsOf(release)).contains(release + ":final"));
        assertThat(Installation.ids(cmdb.receiptsOf(release)))
                .containsExactlyInAnyOrder(
                        release + ":pushed", release + ":started", release + ":ip:127.0.1.1", release + ":final");
        cmdb.receiptsOf(release)
                .forEach(receipt -> assertThat(ContractSchemas.problemsOfCallback(receipt.event(), receipt.body()))
                        .as(receipt.body())
                        .isEmpty());

        String hot = hotUpdate();
        assertThat(patches()).containsExactly(hot + " works");

        service();
        assertThat(patches()).containsExactly(hot + " restart");

        int pulled = pulls.get();
        String back = Installation.newUuid();
        call("POST", AREA + "/reapplies", "{\"uuid\": \"%s\", \"servers\": {\"all\": true}}".formatted(back));
        Job again = over(back + "-1");
        assertThat(again.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(again.manifest()).isEqualTo(slipway.job(hot).manifest());
        assertThat(again.step(StepKind.PULL).state()).isEqualTo(StepState.SKIPPED);
        assertThat(pulls.get()).isEqualTo(pulled);
        assertThat(patches()).containsExactly(hot + " works");

        String drift = Installation.newUuid();
        call("POST", AREA + "/drifts", "{\"uuid\": \"%s\", \"servers\": {\"all\": true}}".formatted(drift));
        over(drift);
        assertThat(call("GET", "/api/v1/jobs/" + drift + "/drift", "")
                        .get("totals")
                        .get("differs")
                        .asInt())
                .isEqualTo(1);
        assertThat(call("GET", RECORD, "").get("state").asString()).isEqualTo("drifted");
        assertThat(cmdb.receiptsOf(drift)).isEmpty();
        assertThat(compared.get()).isNotNull();
    }

    private static String hotUpdate() {
        String uuid = Installation.newUuid();
        call("POST", AREA + "/hot-updates", """
                {"update_type": "hot_server", "update_server_list": {"game": {"127.0.1.1": ["qq_1"]}},
                 "uuid": "%s", "version": "v1-hot", "update_file_list": [{"file_name": "a.txt", "file_md5": "%s"}],
                 "erlang_cmd_list": ["code:load_file(player)."]}""".formatted(uuid, Installation.MD5));
        assertThat(over(uuid).state()).isEqualTo(JobState.SUCCEEDED);
        return uuid;
    }

    private static void service() {
        String uuid = Installation.newUuid();
        call(
                "POST",
                AREA + "/services",
                "{\"uuid\": \"%s\", \"action\": \"restart\", \"servers\": {\"all\": true}}".formatted(uuid));
        assertThat(over(uuid).state()).isEqualTo(JobState.SUCCEEDED);
    }

    private static List<String> patches() {
        return call("GET", RECORD, "")
                .get("patches")
                .valueStream()
                .map(patch -> patch.get("job_id").asString() + " "
                        + patch.get("lost").path("why").asString("works"))
                .toList();
    }

    private static Outcome play(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof UnpackPackage || order instanceof PullFiles) {
            pulls.incrementAndGet();
            context.filesListed(0, List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64))));
        }
        if (order instanceof ReleaseServers release) {
            return Outcome.succeeded(1, 1)
                    .withServers(results(
                            release.servers().stream()
                                    .map(ReleasedServer::server)
                                    .toList(),
                            new TreeReport(
                                    release.treeName(),
                                    null,
                                    Instant.now(),
                                    true,
                                    List.of(release.treeName()),
                                    List.of(),
                                    null,
                                    null)));
        }
        if (order instanceof CompareTrees compare) {
            compared.set(compare);
            return Outcome.succeeded(1, 1)
                    .withServers(results(
                            compare.servers().stream().map(one -> one.server()).toList(),
                            new TreeReport(
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    1L,
                                    List.of(new TreeReport.Difference("core", TreeReport.Kind.EXTRA)))));
        }
        if (order instanceof ApplyUpdate apply) {
            context.manifest(apply.manifest());
            return Outcome.succeeded(1, 1).withServers(results(apply.servers(), null));
        }
        if (order instanceof ControlServers control) {
            return Outcome.succeeded(0, 0).withServers(results(control.servers(), null));
        }
        return Outcome.succeeded(1, 1);
    }

    private static Map<String, ServerResult> results(List<GameServer> servers, @Nullable TreeReport tree) {
        return servers.stream()
                .map(GameServer::name)
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new ServerResult(new Part("成功", true), new Part("正常", true), tree)));
    }

    private static Job over(String id) {
        await(id).atMost(LIMIT).until(() -> slipway.job(id).settled());
        return slipway.job(id);
    }

    private static JsonNode call(String method, String path, String body) {
        String port = slipway.bean(Environment.class).getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
