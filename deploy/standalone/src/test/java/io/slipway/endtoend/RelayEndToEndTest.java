package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.ErlangNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A hot update to a region with two ops managers behind one relay: real rsync daemons for the relay and both managers, real
 * game servers, and the bytes of every way counted.
 */
@Tag("slow")
@Timeout(300)
class RelayEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String RELAY = "127.0.0.9";
    private static final String SECOND_MANAGER = "127.0.0.5";
    private static final int LARGE = 2_000_000;

    @TempDir
    Path directory;

    private GameFleet fleet;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private SlipwayClient client;
    private Path relayRoot;
    private final Map<String, CountedLink> links = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        fleet = new GameFleet(directory.resolve("fleet"));
        relayRoot = Files.createDirectories(directory.resolve("relay/hot_backup"));
        fleet.daemons().start(RELAY, Map.of("hot_backup", relayRoot));
        fleet.daemons().start(SECOND_MANAGER, Map.of("cmdb_hot_server", directory.resolve("second/hot")));
        for (String host : List.of(RELAY, "127.0.0.1", SECOND_MANAGER)) {
            links.put(host, new CountedLink(host, host, fleet.daemons().port()));
        }
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        Files.write(fleet.source().resolve("priv.dat"), large);
        cmdb = new CmdbSink();
        Map<String, Object> settings = new LinkedHashMap<>(fleet.workerSettings());
        settings.put("slipway.standalone.file-relay.backup-root", relayRoot);
        settings.put("slipway.standalone.file-relay.queues", "file_relay8");
        slipway = new StandaloneDeployment(directory.resolve("slipway"), settings);
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(
                ErlangNodes.HOSTS,
                List.of(daemon("127.0.0.1", "cmdb_hot_server"), daemon(SECOND_MANAGER, "cmdb_hot_server")),
                daemon(RELAY, "hot_backup"),
                cmdb.url(),
                secret.toString());
    }

    @AfterEach
    void stop() {
        if (slipway != null) {
            slipway.close();
        }
        if (cmdb != null) {
            cmdb.close();
        }
        links.values().forEach(CountedLink::close);
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void oneCopyCrossesTheFirstLinkAndTheManagersGetTheirsFromTheRelay() throws Exception {
        String uuid = hotUpdate();

        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);

        fleet.servers().keySet().forEach(server -> assertThat(fleet.ask(server, "player factor"))
                .as(server)
                .isEqualTo("2"));
        String large = "hot_server/ssss/cn/" + uuid + "/" + GameFleet.VERSION + "/priv.dat";
        for (Path root : List.of(relayRoot, fleet.hotRoot(), directory.resolve("second/hot"))) {
            assertThat(root.resolve(large)).hasSize(LARGE);
        }
        links.forEach(
                (host, link) -> assertThat(link.bytesThere()).as(host).isBetween((long) LARGE, LARGE + LARGE / 2L));
        assertThat(keys(uuid, "PUSH")).containsExactly(RELAY + "_" + link(RELAY).port() + "/hot_backup");
        assertThat(keys(uuid, "RELAY")).hasSize(2);
        await().atMost(LIMIT).until(() -> receipts(uuid).stream()
                .anyMatch(receipt -> receipt.event().equals("final")));
        assertThat(receipts(uuid))
                .extracting(Receipt::event)
                .containsExactly("pushed", "started", "ip", "ip", "ip", "final");
    }

    @Test
    void preflightLooksFromTheReceiverAtTheRelayAndFromTheRelayAtTheManagers() {
        await().atMost(LIMIT)
                .until(() -> client.get("/api/v1/workers").get("workers").size() == 4);

        JsonNode cells = client.post("/api/v1/projects/ssss/areas/cn/preflight", Map.of())
                .body()
                .get("cells");

        assertThat(modules(cells, "file-push")).containsExactly(RELAY);
        assertThat(modules(cells, "file-relay")).containsExactly("127.0.0.1", SECOND_MANAGER);
    }

    /** Addresses whose rsync module takes files, as the workers of a role see it. */
    private static List<String> modules(JsonNode cells, String role) {
        return cells.valueStream()
                .filter(cell -> cell.get("role").asString().equals(role)
                        && cell.get("check").asString().equals("rsync_module")
                        && cell.get("result").asString().equals("go"))
                .map(cell -> cell.get("subject").asString().replaceAll(":.*", ""))
                .toList();
    }

    @Test
    void managerThatIsDownBehindTheRelayKeepsTheUpdateFromTheHosts() throws Exception {
        fleet.daemons().on(SECOND_MANAGER).stop();

        String uuid = hotUpdate();

        await().atMost(LIMIT).until(() -> client.state(uuid), "FAILED"::equals);
        assertThat(fleet.ask("qq_1", "player factor")).isEqualTo("1");
        JsonNode failed = client.get("/api/v1/jobs/" + uuid + "/targets?step=RELAY&limit=500")
                .get("targets")
                .valueStream()
                .filter(target -> target.get("key").asString().startsWith(SECOND_MANAGER))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("/failure/code").asString()).isEqualTo("unreachable");
        assertThat(failed.at("/failure/message").asString()).contains("relay to " + SECOND_MANAGER);
        fleet.daemons().on(SECOND_MANAGER).start();
        client.post("/api/v1/jobs/" + uuid + "/retry", Map.of());
        await().atMost(LIMIT).until(() -> client.state(uuid), "SUCCEEDED"::equals);
        assertThat(link(RELAY).bytesThere()).as("the relay had its copy").isLessThan(LARGE + LARGE / 2L);
    }

    private String hotUpdate() throws Exception {
        String uuid = UUID.randomUUID().toString();
        Map<String, Object> servers = new LinkedHashMap<>();
        for (String ip : ErlangNodes.HOSTS) {
            servers.put(GameFleet.roleOf(ip), Map.of(ip, GameFleet.serversOf(ip)));
        }
        SlipwayClient.Answer answer = client.post(
                "/api/v1/projects/ssss/areas/cn/hot-updates",
                Map.of(
                        "uuid",
                        uuid,
                        "version",
                        GameFleet.VERSION,
                        "update_type",
                        "hot_server",
                        "update_server_list",
                        servers,
                        "update_file_list",
                        files(),
                        "erlang_cmd_list",
                        List.of("code:soft_purge(player).", "code:load_file(player).")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return uuid;
    }

    private Map<String, Object> daemon(String ip, String module) {
        return Map.of(
                "ip",
                ip,
                "port",
                link(ip).port(),
                "module",
                module,
                "user",
                fleet.daemons().user(),
                "pass_file",
                fleet.daemons().passwordFile().toString());
    }

    private List<String> keys(String job, String step) {
        return client.get("/api/v1/jobs/" + job + "/targets?step=" + step + "&limit=500")
                .get("targets")
                .valueStream()
                .map(target -> target.get("key").asString())
                .toList();
    }

    private List<Receipt> receipts(String uuid) {
        return cmdb.receipts().stream()
                .filter(receipt -> receipt.id().startsWith(uuid))
                .toList();
    }

    private CountedLink link(String host) {
        return Objects.requireNonNull(links.get(host), host);
    }

    private List<Map<String, String>> files() throws Exception {
        List<Map<String, String>> files = new ArrayList<>(fleet.updateFiles());
        byte[] digest = MessageDigest.getInstance("MD5")
                .digest(Files.readAllBytes(fleet.source().resolve("priv.dat")));
        files.add(Map.of("file_name", "priv.dat", "file_md5", HexFormat.of().formatHex(digest)));
        return files;
    }
}
