package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.contract.Manifest;
import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.net.URI;
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
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher and the three workers in this process over a real RabbitMQ, with one version to pull, and what may be compared of it. */
final class AbusedSystem implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DATABASE = "abuse";
    private static final String VERSION = "004200000";
    /** What no message of a stranger may change. */
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
    private final Path directory;
    private final PrivateRabbit rabbit;
    private final EmbeddedStore store;
    private final MongoClient mongo;
    private final SlipwayClient client;
    private final Map<String, String> secrets;

    AbusedSystem(Path directory) throws Exception {
        this.directory = directory;
        secrets = secrets(directory);
        rabbit = PrivateRabbit.in(Files.createDirectories(directory.resolve("rabbit")))
                .start();
        store = EmbeddedStore.inMemory(0);
        mongo = MongoClients.create(store.connectionString());
        Path source = directory.resolve("tree/version_update/server/ssss/cn/" + VERSION + "/reloadfiles");
        Files.writeString(Files.createDirectories(source).resolve("a.txt"), "a");
        Files.createDirectories(directory.resolve("tree/hot_backup"));
        client = startDispatcher();
        startWorkers();
        client.onboard(
                List.of("127.0.0.1"),
                Map.of("ip", "127.0.0.1", "port", 10022, "module", "m", "user", "u", "pass_file", goodSecret()),
                URI.create("http://127.0.0.1:1/"),
                goodSecret());
    }

    String amqpUri() {
        return rabbit.amqpUri();
    }

    SlipwayClient client() {
        return client;
    }

    boolean alive() {
        return applications.stream().allMatch(ConfigurableApplicationContext::isActive);
    }

    /** Password files by what is wrong with them; {@code good} is good. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** As the dispatcher stores one. @return its digest */
    String stored(Manifest manifest) {
        return applications.get(0).getBean(ManifestStore.class).put(manifest);
    }

    /** A good job, to its end. @return id of its target */
    String pull() {
        String uuid = UUID.randomUUID().toString();
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/file-pulls",
                Map.of("uuid", uuid, "version", VERSION, "update_type", "hot_server"));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> client.state("pull-" + uuid), "SUCCEEDED"::equals);
        await().atMost(LIMIT)
                .until(() -> database().getCollection("jobs").countDocuments(new Document("settled", false)) == 0);
        return Objects.requireNonNull(database()
                        .getCollection("targets")
                        .find(new Document("jobId", "pull-" + uuid))
                        .first())
                .getString("_id");
    }

    MongoDatabase database() {
        return mongo.getDatabase(DATABASE);
    }

    Map<String, List<Document>> documents() {
        Map<String, List<Document>> all = new TreeMap<>();
        for (String name : KEPT) {
            List<Document> found = database()
                    .getCollection(name)
                    .find()
                    .sort(new Document("_id", 1))
                    .into(new ArrayList<>());
            if (!found.isEmpty()) {
                all.put(name, found);
            }
        }
        assertThat(all).containsKeys("jobs", "targets", "manifests", "file_pages");
        return all;
    }

    Set<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(directory.resolve("tree"))) {
            return walk.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Override
    public void close() {
        for (int i = applications.size() - 1; i >= 0; i--) {
            applications.get(i).close();
        }
        mongo.close();
        store.close();
        rabbit.close();
    }

    private String goodSecret() {
        return Objects.requireNonNull(secrets.get("good"));
    }

    private SlipwayClient startDispatcher() throws IOException {
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
        return new SlipwayClient(
                URI.create("http://127.0.0.1:" + dispatcher.getEnvironment().getProperty("local.server.port")),
                Files.readString(token).strip());
    }

    private void startWorkers() throws IOException {
        Path tree = directory.resolve("tree");
        worker(
                FilePullApplication.application(),
                HostileMessages.PULL,
                Map.of(
                        "slipway.file-pull.version-root", tree.resolve("version_update"),
                        "slipway.file-pull.backup-root", tree.resolve("hot_backup"),
                        "slipway.file-pull.min-free-space", "1MB"));
        worker(
                FilePushApplication.application(),
                HostileMessages.PUSH,
                Map.of("slipway.file-push.backup-root", tree.resolve("hot_backup"), "slipway.file-push.tries", 1));
        String project = "slipway.ops-manager.projects.ssss.";
        worker(
                OpsManagerApplication.application(),
                HostileMessages.OPS,
                Map.of(
                        "slipway.ops-manager.hot-root",
                        Files.createDirectories(tree.resolve("hot")),
                        "slipway.ops-manager.journal",
                        Files.createDirectories(tree.resolve("journal")),
                        project + "host-root",
                        Files.createDirectories(tree.resolve("hosts")) + "/{ip}",
                        project + "cookie-file",
                        goodSecret(),
                        project + "direct.port",
                        1,
                        project + "direct.module",
                        "game",
                        project + "direct.module-path",
                        tree.resolve("hosts") + "/{ip}",
                        project + "direct.user",
                        "u",
                        project + "direct.password-file",
                        goodSecret()));
    }

    private void worker(SpringApplicationBuilder worker, String queue, Map<String, Object> settings) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("slipway.worker.queues", queue);
        all.put("slipway.worker.slots", 4);
        all.put("slipway.worker.heartbeat", "500ms");
        all.put("slipway.worker.drain", "1s");
        applications.add(worker.run(arguments(all)));
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

    private static Map<String, String> secrets(Path directory) throws IOException {
        Path good = secret(directory, "good", "rw-------");
        return Map.of(
                "good", good.toString(),
                "readable for all", secret(directory, "open", "rw-r--r--").toString(),
                "readable for the group",
                        secret(directory, "group", "rw-r-----").toString(),
                "a link",
                        Files.createSymbolicLink(directory.resolve("link"), good)
                                .toString(),
                "a directory", directory.toString(),
                "not there", directory.resolve("none").toString(),
                "named from nowhere", "good",
                "another's", "/etc/passwd");
    }

    private static Path secret(Path directory, String name, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "not_a_secret_1");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
