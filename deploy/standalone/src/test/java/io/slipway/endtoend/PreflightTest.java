package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

/** The whole grid, green and in every kind of red, through a dispatcher, four workers, and real peers. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PreflightTest {
    private static final String PREFLIGHT = "/api/v1/projects/ssss/areas/cn/preflight";
    /** The hosts of the fleet share one epmd, so each would show the nodes of all: the body names them. */
    private static final Map<String, Map<String, List<String>>> SERVERS = Map.of(
            "game", Map.of("127.0.1.1", List.of("qq_1")),
            "cross", Map.of("127.0.1.2", List.of("cross_1", "corss_2")),
            "cross_center", Map.of("127.0.1.3", List.of("center_1", "center_2")));

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Path directory;
    private GameFleet fleet;
    private CmdbSink cmdb;
    private DistributedDeployment slipway;
    private SlipwayClient client;
    private Path secret;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        fleet = new GameFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        slipway = new DistributedDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        slipway.launchOpsManager("ops-manager-2");
        client = slipway.client();
        secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        onboard(cmdb.url(), fleet.daemons().user());
        await().atMost(LIMIT)
                .until(() -> client.get("/api/v1/workers").get("workers").size() == 4);
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
    void everythingIsGreenAndNothingIsTouched() throws Exception {
        preflight(Map.of()); // connections, classes, and pages of the peers that are made once
        Map<String, String> files = files();
        Map<String, Long> documents = documents();
        Map<String, Long> queues = queues();

        JsonNode grid = preflight(Map.of("version", GameFleet.VERSION, "servers", SERVERS));

        assertThat(reds(grid)).isEmpty();
        assertThat(grid.get("go").asBoolean()).isTrue();
        assertThat(cells(grid, "queue_worker"))
                .hasSize(3)
                .allMatch(cell -> cell.get("result").asString().equals("go"));
        assertThat(cells(grid, "worker_clock")).hasSize(4);
        assertThat(cells(grid, "version_directory")).hasSize(1);
        assertThat(cells(grid, "erlang_node"))
                .as("5 nodes seen from 2 ops managers")
                .hasSize(10);
        assertThat(cells(grid, "host_reachable")).hasSize(6);
        assertThat(cells(grid, "cmdb_url")).hasSize(1);
        assertThat(files()).isEqualTo(files);
        Map<String, Long> documentsAfter = documents();
        assertThat(documentsAfter.remove("audit")).isEqualTo(documents.remove("audit") + 1);
        assertThat(documentsAfter).isEqualTo(documents);
        assertThat(queues()).isEqualTo(queues);
        assertThat(cmdb.receipts())
                .allMatch(receipt -> receipt.id().isEmpty()
                        && receipt.signature().isEmpty()
                        && receipt.body().isEmpty());
    }

    @Test
    @Order(2)
    void namedServersAreAskedAlone() {
        JsonNode grid = preflight(Map.of("servers", Map.of("game", Map.of("127.0.1.1", List.of("qq_1")))));

        assertThat(reds(grid)).isEmpty();
        assertThat(cells(grid, "erlang_node"))
                .extracting(cell -> cell.get("subject").asString())
                .containsExactly("qq_1@127.0.1.1", "qq_1@127.0.1.1");
    }

    @Test
    @Order(3)
    void fourKindsOfRedAtOnceEachSayHowToMendThem() throws Exception {
        Path alias = directory.resolve("fleet/receiver/version_update/server/ssss");
        Path password = fleet.daemons().passwordFile();
        Files.delete(alias);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Objects.requireNonNull(fleet.servers().get("qq_2")).process().kill9();
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.one() + "/callback");
        onboard(nobody, fleet.daemons().user());
        try {
            JsonNode grid = preflight(Map.of("version", GameFleet.VERSION, "servers", SERVERS));
            Files.writeString(Path.of("target/preflight-sample.json"), grid.toPrettyString());

            assertThat(grid.get("go").asBoolean()).isFalse();
            assertRed(grid, "project_alias", alias.toString(), "ln -s x " + alias);
            assertRed(grid, "password_file", password.toString(), "chmod 600 " + password);
            assertRed(grid, "host_access_file", password.toString(), "chmod 600 " + password);
            assertRed(grid, "cmdb_url", nobody.toString(), "callback.url");
            assertThat(cells(grid, "host_reachable"))
                    .allMatch(cell -> cell.get("result").asString().equals("unknown"));
        } finally {
            Files.createSymbolicLink(alias, Path.of("x"));
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            onboard(cmdb.url(), fleet.daemons().user());
        }
        JsonNode named = preflight(Map.of("servers", Map.of("game", Map.of("127.0.1.1", List.of("qq_1", "qq_2")))));
        assertRed(named, "erlang_node", "qq_2@127.0.1.1", "epmd -port");
    }

    @Test
    @Order(4)
    void aHostThatIsDownIsRedAlone() {
        fleet.daemons().on("127.0.1.2").stop();
        try {
            JsonNode grid = preflight(Map.of("servers", SERVERS));
            assertRed(grid, "host_reachable", "127.0.1.2", "rsync --daemon");
            assertThat(reds(grid)).allMatch(red -> red.contains("host_reachable 127.0.1.2"));
        } finally {
            fleet.daemons().on("127.0.1.2").start();
        }
    }

    @Test
    @Order(5)
    void anotherCookieIsRed() throws Exception {
        Path cookie =
                Path.of(String.valueOf(fleet.workerSettings().get("slipway.ops-manager.projects.ssss.cookie-file")));
        String right = Files.readString(cookie);
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(cookie, "another");
        try {
            assertRed(preflight(Map.of("servers", SERVERS)), "erlang_node", "center_1@127.0.1.3", "-setcookie");
        } finally {
            Files.writeString(cookie, right);
        }
    }

    @Test
    @Order(6)
    void aUserTheDaemonRefusesIsRed() {
        onboard(cmdb.url(), "somebody");
        try {
            assertRed(
                    preflight(Map.of()),
                    "rsync_login",
                    "127.0.0.1:" + fleet.daemons().port() + "/cmdb_hot_server",
                    "auth users");
        } finally {
            onboard(cmdb.url(), fleet.daemons().user());
        }
    }

    @Test
    @Order(7)
    void aQueueWithoutWorkerIsRedAndItsChecksUnknown() {
        map("file_push9", "true");
        try {
            JsonNode grid = preflight(Map.of());
            assertRed(grid, "queue_worker", "file_push9", "systemctl start slipway-file-push");
            assertThat(cells(grid, "rsync_module")).singleElement().satisfies(cell -> {
                assertThat(cell.get("result").asString()).isEqualTo("unknown");
                assertThat(cell.get("fix").asString()).contains("queue_worker");
            });
        } finally {
            map("file_push8", "true");
        }
    }

    @Test
    @Order(8)
    void aWorkerThatWasKilledIsNotLive() {
        slipway.process("file-pull").kill9();
        JsonNode grid = preflight(Map.of());
        assertRed(grid, "queue_worker", "file_pull8", "slipway-file-pull");
        assertThat(cells(grid, "erlang_node")).isNotEmpty();
    }

    private JsonNode preflight(Map<String, ?> body) {
        long begin = System.nanoTime();
        SlipwayClient.Answer answer = client.post(PREFLIGHT, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
        for (JsonNode cell : answer.body().get("cells")) {
            boolean stops =
                    List.of("no_go", "unknown").contains(cell.get("result").asString());
            assertThat(cell.get("fix").isNull()).as(cell.toString()).isEqualTo(!stops);
        }
        return answer.body();
    }

    private static List<JsonNode> cells(JsonNode grid, String check) {
        return grid.get("cells").values().stream()
                .filter(cell -> cell.get("check").asString().equals(check))
                .toList();
    }

    private static List<String> reds(JsonNode grid) {
        return grid.get("cells").values().stream()
                .filter(cell -> cell.get("fix") != null && !cell.get("fix").isNull())
                .map(cell ->
                        cell.get("check").asString() + " " + cell.get("subject").asString() + " "
                                + cell.get("detail").asString())
                .toList();
    }

    private static void assertRed(JsonNode grid, String check, String subject, String fix) {
        assertThat(grid.get("go").asBoolean()).isFalse();
        List<JsonNode> found = cells(grid, check).stream()
                .filter(cell -> cell.get("subject").asString().equals(subject))
                .toList();
        assertThat(found).as(check + " " + subject + " in " + reds(grid)).isNotEmpty();
        assertThat(found).allSatisfy(cell -> {
            assertThat(cell.get("result").asString()).isEqualTo("no_go");
            assertThat(cell.get("fix").asString()).contains(fix);
        });
    }

    private void onboard(URI callback, String user) {
        client.onboard(
                ErlangNodes.HOSTS,
                Map.of(
                        "ip",
                        "127.0.0.1",
                        "port",
                        fleet.daemons().port(),
                        "module",
                        "cmdb_hot_server",
                        "user",
                        user,
                        "pass_file",
                        fleet.daemons().passwordFile().toString()),
                callback,
                secret.toString());
    }

    private void map(String queue, String move) {
        SlipwayClient.Answer answer = client.put(
                "/api/v1/queue-mappings/" + queue + "?move=" + move,
                Map.of("role", "file-push", "projects", List.of("ssss")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    /** Every file and directory of receiver, ops manager and hosts, with size, time and mode. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String part : List.of("receiver", "ops", "hosts")) {
            Files.walkFileTree(directory.resolve("fleet").resolve(part), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes found) throws IOException {
                    return visitFile(path, found);
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes found) throws IOException {
                    files.put(
                            path.toString(),
                            found.size() + " " + found.lastModifiedTime() + " "
                                    + Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        assertThat(files).hasSizeGreaterThan(10);
        return files;
    }

    /** Collection to number of documents. */
    private Map<String, Long> documents() {
        try (MongoClient mongo = MongoClients.create(slipway.storeUri())) {
            Map<String, Long> counts = new TreeMap<>();
            mongo.getDatabase("slipway")
                    .listCollectionNames()
                    .forEach(name -> counts.put(
                            name,
                            mongo.getDatabase("slipway").getCollection(name).countDocuments()));
            return counts;
        }
    }

    /** Every queue of the broker but those of connections, with its messages: none is left over, nothing waits. */
    private Map<String, Long> queues() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(slipway.rabbit().amqpUri());
        await().atMost(LIMIT)
                .until(() -> !slipway.rabbit().ctl("list_queues", "name").contains("slipway.preflight."));
        try (Connection connection = factory.newConnection()) {
            Map<String, Long> depths = new TreeMap<>();
            for (String queue :
                    List.of("file_pull8", "file_push8", "ops_manager8", "slipway.dead", "slipway.requests")) {
                depths.put(queue, connection.createChannel().messageCount(queue));
            }
            return depths;
        }
    }
}
