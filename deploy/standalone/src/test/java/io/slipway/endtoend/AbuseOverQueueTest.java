package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.endtoend.HostileMessages.End;
import io.slipway.endtoend.HostileMessages.Sent;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.PrivateRabbit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything {@link HostileMessages} knows, straight into the queues of a dispatcher and three workers over a real RabbitMQ. */
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseOverQueueTest {
    private static final Logger log = LoggerFactory.getLogger(AbuseOverQueueTest.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TAP = "tap";
    private static final String DATABASE = "abuse";
    private static final List<String> KEPT = List.of(
            "jobs",
            "job_inputs",
            "targets",
            "manifests",
            "file_pages",
            "callbacks",
            "command_journal",
            "projects",
            "queue_mappings",
            "accounts",
            "tokens",
            "installations",
            "packages",
            "locations",
            "counters");

    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();
    private final Map<String, List<JsonNode>> ends = new ConcurrentHashMap<>();
    private Path directory;
    private Path mark;
    private PrivateRabbit rabbit;
    private EmbeddedStore store;
    private MongoClient mongo;
    private SlipwayClient client;
    private Connection connection;
    private Channel channel;
    private HostileMessages messages;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        mark = directory.resolve("executed");
        rabbit = PrivateRabbit.in(Files.createDirectories(directory.resolve("rabbit")))
                .start();
        store = EmbeddedStore.inMemory(0);
        mongo = MongoClients.create(store.connectionString());
        Files.createDirectories(directory.resolve("tree/version_update/server/ssss/cn/004200000/reloadfiles"));
        Files.writeString(directory.resolve("tree/version_update/server/ssss/cn/004200000/reloadfiles/a.txt"), "a");
        ConfigurableApplicationContext dispatcher = dispatcher();
        Map<String, String> secrets = secrets();
        worker(
                FilePullApplication.application(),
                HostileMessages.PULL,
                Map.of(
                        "slipway.file-pull.version-root", directory.resolve("tree/version_update"),
                        "slipway.file-pull.backup-root", Files.createDirectories(directory.resolve("tree/hot_backup")),
                        "slipway.file-pull.min-free-space", "1MB"));
        worker(
                FilePushApplication.application(),
                HostileMessages.PUSH,
                Map.of(
                        "slipway.file-push.backup-root",
                        directory.resolve("tree/hot_backup"),
                        "slipway.file-push.tries",
                        1));
        worker(
                OpsManagerApplication.application(),
                HostileMessages.OPS,
                opsManager(Objects.requireNonNull(secrets.get("good"))));
        client.onboard(
                List.of("127.0.0.1"),
                Map.of("ip", "127.0.0.1", "port", 10022, "module", "m", "user", "u", "pass_file", secrets.get("good")),
                URI.create("http://127.0.0.1:1/"),
                Objects.requireNonNull(secrets.get("good")));
        tap();
        String uuid = pull();
        String digest = dispatcher
                .getBean(ManifestStore.class)
                .put(new Manifest(
                        Stream.of("../../escaped", "/etc/escaped", "-rf", "a:b")
                                .map(name ->
                                        new ManifestFile(name, 1, "0cc175b9c0f1b6a831c399e269772661", "0".repeat(64)))
                                .toList(),
                        List.of(),
                        10));
        String target = Objects.requireNonNull(database()
                        .getCollection("targets")
                        .find(new Document("jobId", "pull-" + uuid))
                        .first())
                .getString("_id");
        messages = new HostileMessages(mark.toString(), target, digest, secrets);
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        for (int i = applications.size() - 1; i >= 0; i--) {
            applications.get(i).close();
        }
        mongo.close();
        store.close();
        rabbit.close();
    }

    @TestFactory
    Stream<DynamicTest> nothingChangesAndTheNextJobIsDone() {
        log.info(
                "{} messages in {} rows",
                messages.rows().values().stream().mapToInt(List::size).sum(),
                messages.rows().size());
        return messages.rows().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey() + ": " + row.getValue().size() + " messages", () -> check(row.getValue())));
    }

    private void check(List<Sent> row) throws Exception {
        Map<String, Object> documents = documents();
        Set<String> files = files();
        List<String> dead = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String id = UUID.randomUUID().toString();
            channel.basicPublish(
                    "",
                    row.get(i).queue(),
                    new AMQP.BasicProperties.Builder().messageId(id).build(),
                    row.get(i).body());
            if (row.get(i).end() == End.DEAD) {
                dead.add(id);
            }
        }
        for (Sent sent : row) {
            if (sent.end() == End.REFUSED) {
                JsonNode end = end(sent);
                assertThat(end.get("outcome").asString())
                        .as("%s: %s", sent, end)
                        .isEqualTo("FAILED");
                String code = end.get("failure").get("code").asString();
                String message = end.get("failure").get("message").asString();
                assertThat(code.equals("INTERNAL_ERROR") && !message.contains("no such manifest"))
                        .as("%s: %s", sent, end)
                        .isFalse();
                assertThat(end.get("failure").get("message").asString())
                        .as(sent.toString())
                        .isNotBlank();
            }
        }
        for (String id : dead) {
            Document letter = await().atMost(LIMIT).until(() -> letter(id), found -> found != null);
            assertThat(letter.getString("reason")).isEqualTo("rejected");
        }
        awaitDispatcherHasRead();
        assertThat(documents()).isEqualTo(documents);
        assertThat(files()).isEqualTo(files);
        assertThat(mark).doesNotExist();
        assertThat(applications).allMatch(ConfigurableApplicationContext::isActive);
        pull();
    }

    /** What the worker reported of the order. */
    private JsonNode end(Sent sent) {
        JsonNode header = JSON.readTree(sent.body()).get("header");
        String target = header.get("targetId").asString();
        int attempt = header.get("attempt").asInt();
        return await(sent.toString())
                .atMost(LIMIT)
                .until(
                        () -> ends.getOrDefault(target + "#" + attempt, List.of()).stream()
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private @org.jspecify.annotations.Nullable Document letter(String messageId) {
        return database()
                .getCollection("dead_letters")
                .find(new Document("messageId", messageId))
                .first();
    }

    /** Reports and requests are read in order; a worker that is heard of came after all that was sent before. */
    private void awaitDispatcherHasRead() throws Exception {
        String worker = "marker-" + UUID.randomUUID();
        channel.basicPublish(
                "",
                Topology.REPORTS,
                new AMQP.BasicProperties(),
                ("{\"kind\":\"worker_heartbeat\",\"workerId\":\"" + worker
                                + "\",\"role\":\"FILE_PULL\",\"host\":\"h\",\"queues\":[],\"slots\":1,\"versions\":{},\"running\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT)
                .until(() -> client.get("/api/v1/workers").toString().contains(worker));
        await().atMost(LIMIT).until(() -> channel.messageCount(Topology.REQUESTS) == 0);
    }

    /** A good message after all of them. @return its uuid */
    private String pull() {
        String uuid = UUID.randomUUID().toString();
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/file-pulls",
                Map.of("uuid", uuid, "version", "004200000", "update_type", "hot_server"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> client.get("/api/v1/jobs/pull-" + uuid), job -> job.get("state")
                .asString()
                .equals("SUCCEEDED"));
        await().atMost(LIMIT)
                .until(() -> database().getCollection("jobs").countDocuments(new Document("settled", false)) == 0);
        return uuid;
    }

    private MongoDatabase database() {
        return mongo.getDatabase(DATABASE);
    }

    private Map<String, Object> documents() {
        Map<String, Object> all = new TreeMap<>();
        for (String name : database().listCollectionNames()) {
            List<Document> found = database()
                    .getCollection(name)
                    .find()
                    .sort(new Document("_id", 1))
                    .into(new ArrayList<>());
            if (KEPT.contains(name) && !found.isEmpty()) { // an update of nothing makes an empty collection
                all.put(name, found);
            }
        }
        assertThat(all).containsKeys("jobs", "targets", "manifests", "file_pages");
        return all;
    }

    private Set<String> files() throws Exception {
        try (Stream<Path> walk = Files.walk(directory.resolve("tree"))) {
            return walk.map(Path::toString).collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }
    }

    private ConfigurableApplicationContext dispatcher() throws Exception {
        Path token = directory.resolve("token");
        ConfigurableApplicationContext dispatcher = DispatcherApplication.application()
                .run(arguments(Map.of(
                        "server.port",
                        0,
                        "slipway.mongo.uri",
                        store.connectionString(),
                        "slipway.mongo.database",
                        DATABASE,
                        "slipway.access.first-token-file",
                        token,
                        "slipway.access.first-password-file",
                        directory.resolve("password"),
                        "slipway.rescue.period",
                        "500ms")));
        applications.add(dispatcher);
        client = new SlipwayClient(
                URI.create("http://127.0.0.1:" + dispatcher.getEnvironment().getProperty("local.server.port")),
                Files.readString(token).strip());
        return dispatcher;
    }

    private void worker(
            org.springframework.boot.builder.SpringApplicationBuilder worker,
            String queue,
            Map<String, Object> settings) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("slipway.worker.queues", queue);
        all.put("slipway.worker.slots", 4);
        all.put("slipway.worker.heartbeat", "500ms");
        all.put("slipway.worker.drain", "1s");
        applications.add(worker.run(arguments(all)));
    }

    private Map<String, Object> opsManager(String secret) throws Exception {
        String project = "slipway.ops-manager.projects.ssss.";
        return Map.of(
                "slipway.ops-manager.hot-root",
                Files.createDirectories(directory.resolve("tree/hot")),
                "slipway.ops-manager.journal",
                Files.createDirectories(directory.resolve("tree/journal")),
                project + "host-root",
                Files.createDirectories(directory.resolve("tree/hosts")) + "/{ip}",
                project + "cookie-file",
                secret,
                project + "direct.port",
                1,
                project + "direct.module",
                "game",
                project + "direct.module-path",
                directory.resolve("tree/hosts") + "/{ip}",
                project + "direct.user",
                "u",
                project + "direct.password-file",
                secret);
    }

    private String[] arguments(Map<String, Object> settings) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("spring.rabbitmq.host", rabbit.host());
        all.put("spring.rabbitmq.port", rabbit.port());
        all.put("spring.rabbitmq.username", rabbit.user());
        all.put("spring.rabbitmq.password", rabbit.password());
        all.put("logging.level.root", "error");
        all.put("logging.level.io.slipway.endtoend", "info");
        return all.entrySet().stream()
                .map(one -> "--" + one.getKey() + "=" + one.getValue())
                .toArray(String[]::new);
    }

    /** Password files by what is wrong with them. */
    private Map<String, String> secrets() throws Exception {
        Path good = secret("good", "rw-------");
        return Map.of(
                "good", good.toString(),
                "readable for all", secret("open", "rw-r--r--").toString(),
                "readable for the group", secret("group", "rw-r-----").toString(),
                "a link",
                        Files.createSymbolicLink(directory.resolve("link"), good)
                                .toString(),
                "a directory", directory.toString(),
                "not there", directory.resolve("none").toString(),
                "named from nowhere", "good",
                "another's", "/etc/passwd");
    }

    private Path secret(String name, String mode) throws Exception {
        Path file = Files.writeString(directory.resolve(name), "not_a_secret_1");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** A copy of every report. */
    private void tap() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(TAP, false, true, true, Map.of());
        channel.queueBind(TAP, Topology.REPORTS, Topology.REPORTS);
        connection.createChannel().basicConsume(TAP, true, (tag, delivery) -> remember(delivery.getBody()), tag -> {});
    }

    private void remember(byte[] body) {
        try {
            JsonNode report = JSON.readTree(body);
            if (report.path("kind").asString("").equals("target_finished") && report.has("workerId")) {
                String key = report.get("targetId").asString() + "#"
                        + report.get("attempt").asInt();
                ends.computeIfAbsent(key, none -> new ArrayList<>()).add(report);
            }
        } catch (JacksonException e) {
            log.debug("one of ours", e);
        }
    }
}
