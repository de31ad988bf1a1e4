package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.ServiceAction;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.schema.ContractSchemas;
import io.slipway.dispatcher.store.Job;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.PrivateRabbit;
import io.slipway.trace.LogMarks;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of a service job from the request to the CMDB, through a real RabbitMQ and a worker of the real runtime. */
@Tag("slow")
class ServiceLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SERVICES = "/api/v1/projects/ssss/areas/cn/services";

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;
    private static String token = "";

    private ScriptedWorker worker;
    private final Set<ControlServers> orders = ConcurrentHashMap.newKeySet();
    private volatile ScriptedWorker.Script script = ServiceLifeTest::succeed;

    @BeforeAll
    static void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        Path tokenFile = directory.resolve("first-token");
        slipway = new Installation(rabbit, cmdb, Map.of("slipway.access.first-token-file", tokenFile.toString()));
        token = Files.readString(tokenFile).strip();
        ok(call("PUT", "/api/v1/projects/ssss", """
                {"name": "三生三世",
                 "areas": [{"name": "大陆", "codes": ["cn", "cn_new"], "hosts": ["127.0.1.1", "127.0.1.2", "127.0.1.3"]}],
                 "erlang_commands": [{"call": "health:check()", "idempotent": true}],
                 "callback": {"url": "%s"}}""".formatted(cmdb.url())));
        ok(call("PUT", "/api/v1/projects/ssss/game-servers", """
                {"game_servers": [
                  {"ip": "127.0.1.1", "name": "qq_1", "process": "game:qq_1", "labels": ["gray"],
                   "health": {"kind": "tcp", "port": 7001, "within_seconds": 5}},
                  {"ip": "127.0.1.1", "name": "qq_2", "process": "game:qq_2"},
                  {"ip": "127.0.1.2", "name": "qq_3", "role": "cross"},
                  {"ip": "127.0.1.3", "name": "qq_4", "title": "四服", "labels": ["gray"]},
                  {"ip": "127.0.1.3", "name": "qq_5", "title": "五服", "process": "qq_4:qq_4"}]}"""));
    }

    /** Whatever the tests made the dispatcher say has the shape that the CMDB's developer was given. */
    @AfterAll
    static void everyCallbackHasItsPublishedShape() {
        cmdb.receipts()
                .forEach(receipt -> assertThat(ContractSchemas.problemsOfCallback(receipt.event(), receipt.body()))
                        .as(receipt.toString())
                        .isEmpty());
    }

    @AfterAll
    static void stopPeers() {
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @BeforeEach
    void startWorker() {
        worker = new ScriptedWorker(Installation.broker(rabbit), 8, "200ms", (order, context) -> {
            if (order instanceof ControlServers control) {
                orders.add(control);
            }
            return script.play(order, context);
        });
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void aRestartOfEverythingIsOneOrderPerHostAndTellsTheCmdb() {
        String id = accept("restart", "{\"all\": true}", "true");

        Job job = awaitOver(id);

        assertThat(job.kind()).isEqualTo(JobKind.SERVICE);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(orders).hasSize(3).allSatisfy(order -> {
            assertThat(order.action()).isEqualTo(ServiceAction.RESTART);
            assertThat(order.silence()).isTrue();
            assertThat(order.area()).isEqualTo("大陆");
        });
        assertThat(order("127.0.1.1").servers())
                .containsExactly(
                        new GameServer(
                                "game",
                                "qq_1",
                                "game:qq_1",
                                new HealthCheck(HealthCheck.Kind.TCP, 7001, null, null, 5)),
                        new GameServer("game", "qq_2", "game:qq_2", null));
        assertThat(order("127.0.1.2").servers()).containsExactly(new GameServer("cross", "qq_3", "qq_3", null));
        // qq_5 is the same process as qq_4, which stands for both
        assertThat(order("127.0.1.3").servers()).extracting(GameServer::name).containsExactly("qq_4");
        List<Receipt> receipts = awaitFinal(id, "");
        assertThat(receipts).extracting(Receipt::event).containsExactly("started", "ip", "ip", "ip", "final");
        Map<String, String> bodies = bodies(receipts);
        String about = "\"uuid\":\"" + id + "\",\"update_type\":\"service\",\"action\":\"restart\"";
        assertThat(bodies.get(id + ":started"))
                .isEqualTo("{\"start_result\":true,\"start_data\":\"开始执行\"," + about + "}");
        assertThat(bodies.get(id + ":ip:127.0.1.1"))
                .isEqualTo("{\"ip\":{\"127.0.1.1\":{\"service_data\":{\"qq_1\":{\"data\":\"已重启\",\"status\":true},"
                        + "\"qq_2\":{\"data\":\"已重启\",\"status\":true}},\"health_data\":{\"qq_1\":{\"data\":\"正常\","
                        + "\"status\":true},\"qq_2\":{\"data\":\"正常\",\"status\":true}}}}," + about + "}");
        assertThat(bodies.get(id + ":final"))
                .isEqualTo("{\"final_result\":true,\"final_data\":\"全部完成\"," + about
                        + ",\"succeeded\":3,\"failed\":0,\"unknown\":0}");
    }

    @Test
    void theJobAndItsTargetsAreShown() {
        String id = accept("stop", "{\"names\": {\"127.0.1.1\": [\"qq_2\"]}}", "null");
        awaitOver(id);

        JsonNode job = ok(call("GET", "/api/v1/jobs/" + id, ""));
        JsonNode target = ok(call("GET", "/api/v1/jobs/" + id + "/targets", ""))
                .get("targets")
                .get(0);

        assertThat(job.get("kind").asString()).isEqualTo("SERVICE");
        assertThat(job.get("action").asString()).isEqualTo("stop");
        assertThat(ContractSchemas.problems("job", job)).isEmpty();
        assertThat(target.get("step").asString()).isEqualTo("CONTROL");
        assertThat(target.get("servers").toString())
                .isEqualTo("[{\"role\":\"game\",\"name\":\"qq_2\",\"process\":\"game:qq_2\",\"update_data\":null,"
                        + "\"erl_data\":null,\"service_data\":{\"data\":\"已重启\",\"status\":true},"
                        + "\"release_data\":null,\"health_data\":{\"data\":\"正常\",\"status\":true},\"tree\":null}]");
        assertThat(orders).singleElement().satisfies(order -> assertThat(order.silence())
                .isNull());
    }

    @Test
    void aRetryRepeatsOnlyTheHostsThatFailedWithWhatWasFrozen() {
        script = (order, context) -> order instanceof ControlServers control
                        && control.ip().equals("127.0.1.2")
                        && order.header().round() == 1
                ? Outcome.unknown(Failure.of(FailureCode.UNREACHABLE, "no route to host"))
                : succeed(order, context);
        String id = accept("start", "{\"ips\": [\"127.0.1.1\", \"127.0.1.2\"]}", "false");
        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        String unknown = bodies(awaitFinal(id, "")).get(id + ":ip:127.0.1.2");
        assertThat(unknown)
                .isEqualTo("{\"ip\":{\"127.0.1.2\":{\"service_data\":{\"qq_3\":{\"data\":\"结果未知,请人工确认\","
                        + "\"status\":false}},\"health_data\":{\"qq_3\":{\"data\":\"结果未知,请人工确认\",\"status\":false}}}},"
                        + "\"uuid\":\"" + id + "\",\"update_type\":\"service\",\"action\":\"start\"}");
        // What has become of the registration meanwhile is nothing to the job.
        JsonNode moved = ok(call("PUT", "/api/v1/projects/ssss/game-servers", """
                {"game_servers": [{"ip": "127.0.1.2", "name": "qq_3", "process": "elsewhere"}]}"""));
        assertThat(moved.get("counts").get("changed").asInt()).isEqualTo(1);
        try {
            orders.clear();

            ok(call("POST", "/api/v1/jobs/" + id + "/retry", "{}"));

            await().atMost(LIMIT).until(() -> slipway.job(id).state() == JobState.SUCCEEDED);
            assertThat(orders).singleElement().satisfies(order -> {
                assertThat(order.ip()).isEqualTo("127.0.1.2");
                assertThat(order.header().attempt()).isEqualTo(2);
                assertThat(order.action()).isEqualTo(ServiceAction.START);
                assertThat(order.silence()).isFalse();
                assertThat(order.servers()).extracting(GameServer::processName).containsExactly("qq_3");
            });
            assertThat(awaitFinal(id, ":r2").stream().map(Receipt::id).filter(receipt -> receipt.endsWith(":r2")))
                    .containsExactly(id + ":started:r2", id + ":ip:127.0.1.2:r2", id + ":final:r2");
        } finally {
            ok(call("PUT", "/api/v1/projects/ssss/game-servers", """
                    {"game_servers": [{"ip": "127.0.1.2", "name": "qq_3", "process": "qq_3"}]}"""));
        }
    }

    @Test
    void aCancelStopsWhatRunsAndTellsTheCmdbWhatWasNotTouched() throws Exception {
        CountDownLatch running = new CountDownLatch(3);
        script = (order, context) -> {
            running.countDown();
            CountDownLatch stop = new CountDownLatch(1);
            context.cancellation().onRequest(stop::countDown);
            assertThat(stop.await(20, TimeUnit.SECONDS)).isTrue();
            return Outcome.stopped();
        };
        String id = accept("restart", "{\"all\": true}", "null");
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> held = call("DELETE", "/api/v1/projects/ssss/game-servers/127.0.1.2:qq_3", "");
        ok(call("POST", "/api/v1/jobs/" + id + "/cancel", "{}"));

        assertThat(held.statusCode()).isEqualTo(409);
        assertThat(held.body()).contains("in_use", id);
        assertThat(awaitOver(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(slipway.targets(id, StepKind.CONTROL)).allMatch(target -> target.state() == TargetState.CANCELLED);
        Map<String, String> bodies = bodies(awaitFinal(id, ""));
        assertThat(bodies.get(id + ":ip:127.0.1.2")).contains("\"qq_3\":{\"data\":\"任务已取消,未操作进程\",\"status\":false}");
        assertThat(bodies.get(id + ":final")).contains("\"final_result\":false", "\"action\":\"restart\"");
    }

    @Test
    void theTraceOfARequestGoesOnToTheWorkersAndToTheCmdb() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        String uuid = Installation.newUuid();
        Set<String> marks = ConcurrentHashMap.newKeySet();
        script = (order, context) -> {
            marks.add(MDC.get(LogMarks.JOB) + " " + MDC.get(LogMarks.ATTEMPT) + " " + MDC.get(LogMarks.TRACE_ID));
            return succeed(order, context);
        };

        ok(call(
                "POST",
                SERVICES,
                "{\"uuid\": \"%s\", \"action\": \"start\", \"servers\": {\"all\": true}}".formatted(uuid),
                "00-" + traceId + "-b7ad6b7169203331-01"));

        List<Receipt> receipts = awaitFinal(uuid, "");
        assertThat(marks).containsExactly(uuid + " 1 " + traceId);
        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.trace())
                .matches("00-" + traceId + "-[0-9a-f]{16}-01")
                .doesNotContain("b7ad6b7169203331"));
        String untraced = accept("start", "{\"all\": true}", "false");
        assertThat(awaitFinal(untraced, "").get(0).trace()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void theSameRequestIsTheSameJobWhateverBecameOfItsServers() {
        ok(call("PUT", "/api/v1/projects/ssss/game-servers/127.0.1.1:once", "{\"ip\": \"127.0.1.1\"}"));
        String uuid = Installation.newUuid();
        String body =
                "{\"uuid\": \"" + uuid + "\", \"action\": \"stop\", \"servers\": {\"ids\": [\"127.0.1.1:once\"]}}";
        assertThat(ok(call("POST", SERVICES, body)).get("duplicate").asBoolean())
                .isFalse();
        awaitOver(uuid);
        assertThat(call("DELETE", "/api/v1/projects/ssss/game-servers/127.0.1.1:once", "")
                        .statusCode())
                .isEqualTo(204);

        JsonNode again = ok(call("POST", SERVICES.replace("/cn/", "/cn_new/"), body));
        HttpResponse<String> other = call("POST", SERVICES, body.replace("stop", "start"));
        HttpResponse<String> fresh = call("POST", SERVICES, body.replace(uuid, Installation.newUuid()));

        assertThat(again.get("duplicate").asBoolean()).isTrue();
        assertThat(again.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("idempotency_mismatch");
        assertThat(fresh.body()).contains("unregistered_server", "/servers/ids/0");
    }

    private ControlServers order(String ip) {
        return orders.stream()
                .filter(order -> order.ip().equals(ip))
                .findFirst()
                .orElseThrow();
    }

    private static String accept(String action, String servers, String silence) {
        String uuid = Installation.newUuid();
        String body = "{\"uuid\": \"%s\", \"action\": \"%s\", \"servers\": %s, \"silence\": %s}";
        JsonNode accepted = ok(call("POST", SERVICES, body.formatted(uuid, action, servers, silence)));
        assertThat(ContractSchemas.problems("accepted", accepted)).isEmpty();
        return uuid;
    }

    private static Outcome succeed(WorkOrder order, OrderContext context) {
        ControlServers control = (ControlServers) order;
        return Outcome.succeeded(0, 0)
                .withServers(control.servers().stream()
                        .collect(Collectors.toMap(
                                GameServer::name,
                                server -> new ServerResult(new Part("已重启", true), new Part("正常", true)))));
    }

    private static Job awaitOver(String id) {
        await(id).atMost(LIMIT).until(() -> slipway.job(id).settled());
        return slipway.job(id);
    }

    private static List<Receipt> awaitFinal(String id, String round) {
        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final" + round));
        return cmdb.receiptsOf(id);
    }

    private static Map<String, String> bodies(List<Receipt> receipts) {
        return receipts.stream().collect(Collectors.toMap(Receipt::id, Receipt::body));
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> call(String method, String path, String body) {
        return call(method, path, body, "none");
    }

    private static HttpResponse<String> call(String method, String path, String body, String trace) {
        String port = slipway.bean(Environment.class).getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("traceparent", trace)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
