package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.ForkedJvm;
import io.slipway.peers.FreePorts;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row A18: every secret of a running system is looked for in everything it shows, sends, writes and stores. */
@Tag("slow")
@Timeout(600)
class CanarySecretTest {
    private static final Duration START = Duration.ofSeconds(240);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String TAP = "canary-tap";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CanaryWatch watch = new CanaryWatch();
    private final List<String> jobs = new ArrayList<>();

    @TempDir
    Path directory;

    private int port;
    private String password = "";

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void noSecretIsFoundWhereItMustNotBe() throws Exception {
        try (CmdbSink cmdb = new CmdbSink();
                GameFleet fleet = new GameFleet(directory.resolve("fleet"));
                PrivateRabbit rabbit = PrivateRabbit.in(Files.createDirectories(directory.resolve("rabbit")))
                        .start();
                EmbeddedStore store = EmbeddedStore.inMemory(0);
                MongoClient mongo = MongoClients.create(store.connectionString())) {
            start(fleet, rabbit, store);
            try (Connection connection = tap(rabbit)) {
                work(fleet, cmdb);
                watch.show("messages", messages(connection));
            }
            watch.show("store", documents(mongo));
            watch.close();
        }
        assertThat(watch.secrets()).isGreaterThan(9);
        assertThat(watch.looks()).isGreaterThan(50);
        assertThat(watch.shown("messages")).contains("push_files", "target_finished");
        assertThat(watch.found()).isEmpty();
        assertThat(watch.openFiles(directory, directory.resolve("rabbit"))).isEmpty();
    }

    private void start(GameFleet fleet, PrivateRabbit rabbit, EmbeddedStore store) throws Exception {
        port = FreePorts.one();
        watch.add("broker password", rabbit.password());
        watch.add(
                "rsync password",
                Files.readString(fleet.daemons().passwordFile()).strip());
        watch.add(
                "erlang cookie",
                Files.readString(Path.of(Objects.requireNonNull(
                                        fleet.workerSettings().get("slipway.ops-manager.projects.ssss.cookie-file"))
                                .toString()))
                        .strip());
        watch.add("metrics token", "metrics-" + UUID.randomUUID());
        watch.add(
                "callback secret",
                Base64.getEncoder().encodeToString(("cb" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)));
        watch.add("notice key", "robot-" + UUID.randomUUID());
        watch.add("cmdb token", "cmdb-" + UUID.randomUUID());
        String broker =
                "spring.rabbitmq.host=%s\nspring.rabbitmq.port=%d\nspring.rabbitmq.username=%s\nspring.rabbitmq.password=%s\n"
                        .formatted(rabbit.host(), rabbit.port(), rabbit.user(), rabbit.password());
        Path settings = secret("settings.properties", broker);
        StringBuilder own = new StringBuilder("slipway.mongo.uri=" + store.connectionString() + "\n");
        own.append("slipway.metrics.token-file=")
                .append(secret("metrics", watch.secret("metrics token")))
                .append('\n');
        own.append("slipway.servers.sources.ssss.url=http://127.0.0.1:1/\nslipway.servers.sources.ssss.token-file=")
                .append(secret("cmdb", watch.secret("cmdb token")))
                .append('\n');
        Path dispatcher = secret("dispatcher.properties", broker + own);
        launch(
                "dispatcher",
                DispatcherApplication.class,
                "Started",
                List.of(
                        "--server.port=" + port,
                        "--spring.config.additional-location=file:" + dispatcher,
                        "--slipway.access.first-token-file=" + directory.resolve("admin.token"),
                        "--slipway.access.first-password-file=" + directory.resolve("admin.password"),
                        "--slipway.callback.backoff=0s,200ms,200ms"));
        await().atMost(LIMIT)
                .until(() -> Files.exists(directory.resolve("admin.password"))
                        && Files.exists(directory.resolve("admin.token")));
        watch.add(
                "first token",
                Files.readString(directory.resolve("admin.token")).strip());
        password = Files.readString(directory.resolve("admin.password")).strip();
        watch.add("account password", password);
        Map<Class<?>, String> workers = Map.of(
                FilePullApplication.class, "file_pull8",
                FilePushApplication.class, "file_push8",
                OpsManagerApplication.class, "ops_manager8");
        for (Map.Entry<Class<?>, String> worker : workers.entrySet()) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--spring.config.additional-location=file:" + settings,
                    "--slipway.worker.queues=" + worker.getValue(),
                    "--slipway.worker.heartbeat=1s"));
            fleet.workerSettings().forEach((key, value) -> arguments.add("--" + key + "=" + value));
            launch(worker.getValue(), worker.getKey(), "takes orders", arguments);
        }
    }

    /** One update that succeeds, one whose host is down, one whose password is wrong, and requests that are refused. */
    private void work(GameFleet fleet, CmdbSink cmdb) throws Exception {
        SlipwayClient client = new SlipwayClient(URI.create("http://127.0.0.1:" + port), watch.secret("first token"));
        Path callback = secret("callback", "whsec_" + watch.secret("callback secret"));
        Map<String, Object> manager = new LinkedHashMap<>(Map.of(
                "ip",
                "127.0.0.1",
                "port",
                fleet.daemons().port(),
                "module",
                "cmdb_hot_server",
                "user",
                fleet.daemons().user(),
                "pass_file",
                fleet.daemons().passwordFile().toString()));
        client.onboard(ErlangNodes.HOSTS, manager, cmdb.url(), callback.toString());
        SlipwayClient.Answer noticed = client.put(
                "/api/v1/projects/told",
                Map.of(
                        "name", "通知",
                        "areas",
                                List.of(Map.of(
                                        "name",
                                        "大陆",
                                        "codes",
                                        List.of("cn"),
                                        "hosts",
                                        List.of("10.1.1.1"),
                                        "rsync_managers",
                                        List.of())),
                        "erlang_commands", List.of(),
                        "notices",
                                List.of(Map.of(
                                        "name",
                                        "robot",
                                        "type",
                                        "wecom",
                                        "url",
                                        "http://127.0.0.1:1/?key=" + watch.secret("notice key"),
                                        "events",
                                        List.of("job_failed")))));
        assertThat(noticed.status()).as(noticed.toString()).isEqualTo(200);
        watch.show(
                "answer to a test notice",
                client.post("/api/v1/projects/told/notices/robot/test", Map.of())
                        .toString());
        SlipwayClient.Answer token = client.post(
                "/api/v1/tokens", Map.of("name", "looker", "projects", List.of("*"), "roles", List.of("viewer")));
        assertThat(token.status()).as(token.toString()).isEqualTo(201);
        watch.add("viewer token", token.body().get("token").asString());
        login();
        finish(client, fleet);
        fleet.daemons().on("127.0.1.3").stop();
        finish(client, fleet);
        manager.put("pass_file", secret("wrong", "wrong-" + UUID.randomUUID()).toString());
        watch.add("wrong rsync password", Files.readString(directory.resolve("wrong")));
        client.onboard(ErlangNodes.HOSTS, manager, cmdb.url(), callback.toString());
        finish(client, fleet);
        refused();
        look();
    }

    private void login() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"account\":\"admin\",\"password\":\"" + password + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        watch.add("session cookie", cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
        watch.show("answer to a login", answer.body());
    }

    private void finish(SlipwayClient client, GameFleet fleet) throws Exception {
        String uuid = UUID.randomUUID().toString();
        jobs.add(uuid);
        Map<String, Object> servers = new LinkedHashMap<>();
        for (String ip : ErlangNodes.HOSTS) {
            servers.put(GameFleet.roleOf(ip), Map.of(ip, GameFleet.serversOf(ip)));
        }
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/hot-updates",
                Map.of(
                        "update_type",
                        "hot_client",
                        "update_server_list",
                        servers,
                        "uuid",
                        uuid,
                        "version",
                        GameFleet.VERSION,
                        "update_file_list",
                        fleet.updateFiles(),
                        "erlang_cmd_list",
                        List.of("code:load_file(player).")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> client.state(uuid), state -> Set.of("SUCCEEDED", "PARTIAL", "FAILED")
                .contains(state));
    }

    /** Secrets in the wrong place of a request come back in no answer and in no log. */
    private void refused() throws Exception {
        for (String path : List.of(
                "/api/v1/jobs", "/api/v1/projects/ssss/areas/cn/hot-updates", "/api/v1/session", "/metrics", "/nope")) {
            for (String method : List.of("GET", "POST", "PUT")) {
                String body = "{\"account\":\"" + password + "x\",\"password\":\"" + password + "\",\""
                        + watch.secret("viewer token") + "x\":";
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + watch.secret("viewer token"))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                watch.show(method + " " + path, answer.headers().map() + answer.body());
            }
        }
    }

    /** Everything a viewer can read. */
    private void look() throws Exception {
        List<String> paths = new ArrayList<>(List.of(
                "/api/v1/projects",
                "/api/v1/projects/ssss",
                "/api/v1/projects/told",
                "/api/v1/projects/told/notices/log",
                "/api/v1/queue-mappings",
                "/api/v1/workers",
                "/api/v1/jobs",
                "/api/v1/callbacks",
                "/api/v1/queues",
                "/api/v1/audit",
                "/api/v1/onboarding",
                "/api/v1/overview",
                "/health"));
        for (String job : jobs) {
            paths.add("/api/v1/jobs/" + job);
            paths.add("/api/v1/jobs/" + job + "/targets?step=PUSH");
            paths.add("/api/v1/jobs/" + job + "/targets?step=APPLY");
        }
        for (String who : List.of("viewer token", "first token")) {
            for (String path : paths) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + watch.secret(who))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                boolean own = who.equals("first token")
                        && (path.contains("told") || path.endsWith("projects") || path.endsWith("onboarding"));
                watch.show(
                        path + " by " + who,
                        own
                                ? answer.body().replace(watch.secret("notice key"), "")
                                : answer.body()); // an admin may read it
            }
        }
    }

    private Connection tap(PrivateRabbit rabbit) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        Connection connection = factory.newConnection();
        Channel channel = connection.createChannel();
        channel.queueDeclare(TAP, false, true, true, Map.of());
        channel.queueBind(TAP, Topology.ORDERS, "#");
        channel.queueBind(TAP, Topology.REPORTS, Topology.REPORTS);
        channel.queueBind(TAP, Topology.REQUESTS, Topology.REQUESTS);
        channel.queueBind(TAP, Topology.CONTROL, "");
        channel.queueBind(TAP, Topology.BOARD, "");
        channel.queueBind(TAP, Topology.DEAD, "");
        return connection;
    }

    private static String messages(Connection connection) throws Exception {
        StringBuilder all = new StringBuilder();
        Channel channel = connection.createChannel();
        for (var message = channel.basicGet(TAP, true); message != null; message = channel.basicGet(TAP, true)) {
            all.append(message.getProps())
                    .append(new String(message.getBody(), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return all.toString();
    }

    /** A notice's address is kept to be called, so its key is there in clear: the store is a secret place of its own. */
    private String documents(MongoClient mongo) {
        StringBuilder all = new StringBuilder();
        for (String database : mongo.listDatabaseNames()) {
            for (String name : mongo.getDatabase(database).listCollectionNames()) {
                for (Document document :
                        mongo.getDatabase(database).getCollection(name).find()) {
                    String text = document.toString();
                    all.append(name.equals("projects") ? text.replace(watch.secret("notice key"), "") : text)
                            .append('\n');
                }
            }
        }
        assertThat(all.toString()).contains("ssss", "passwordHash");
        return all.toString();
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private void launch(String name, Class<?> main, String ready, List<String> arguments) throws Exception {
        Path own = Files.createDirectories(directory.resolve("process-" + name));
        ChildProcess started = ForkedJvm.start(own, main, arguments.toArray(new String[0]));
        watch.watch(started);
        started.awaitReady(name, START, () -> started.output().contains(ready));
    }
}
