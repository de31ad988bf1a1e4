package io.slipway.endtoend;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium;
import io.slipway.peers.Chromium.Look;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.ErlangNodes;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A whole standalone system with real game servers, a CMDB and a browser. Project {@code ssss} is set up; what else a test
 * needs it makes, under a name of its own.
 */
final class OfficeSystem implements AutoCloseable {
    /** Of every account that {@link #account} makes. */
    static final String PASSWORD = "a long password";

    private final Path directory;
    private final int brokerPort = FreePorts.one();
    private final GameFleet fleet;
    private final CmdbSink cmdb;
    private final StandaloneDeployment slipway;
    private final SlipwayClient client;
    private final Chromium chromium;
    private List<Cookie> adminCookies = List.of();

    OfficeSystem(Path directory) throws Exception {
        this.directory = directory;
        fleet = new GameFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        Map<String, Object> settings = new HashMap<>(fleet.workerSettings());
        settings.put("slipway.standalone.broker-port", brokerPort);
        slipway = new StandaloneDeployment(directory.resolve("slipway"), settings);
        try {
            slipway.start();
            client = slipway.client();
            Path secret =
                    Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            client.onboard(ErlangNodes.HOSTS, manager(), cmdb.url(), secret.toString());
            expect(client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", gameServers())));
            chromium = Chromium.start();
        } catch (Exception e) {
            slipway.close();
            cmdb.close();
            fleet.close();
            throw e;
        }
    }

    GameFleet fleet() {
        return fleet;
    }

    CmdbSink cmdb() {
        return cmdb;
    }

    SlipwayClient client() {
        return client;
    }

    URI url() {
        return slipway.url();
    }

    /** A window of the administrator's, signed in: with the password once, later with the cookie of that login. */
    BrowserVisit admin(Look look) throws IOException {
        BrowserVisit visit = window(look);
        if (adminCookies.isEmpty()) {
            visit.open("/login").login("admin", slipway.password());
            adminCookies = visit.page().context().cookies();
        } else {
            visit.page().context().addCookies(adminCookies);
        }
        return visit;
    }

    /** A window of its own for this account, signed in. */
    BrowserVisit as(String account, String password) {
        return window(Look.usual()).open("/login").login(account, password);
    }

    /** Without animations, so that pictures show what stays. */
    private BrowserVisit window(Look look) {
        BrowserVisit visit = chromium.visit(url(), look);
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        return visit;
    }

    /** A local account with these roles in project ssss. */
    void account(String name, String... roles) {
        List<Map<String, Object>> grants = List.of(Map.of("project", "ssss", "roles", List.of(roles)));
        expect(client.post(
                "/api/v1/accounts",
                Map.of("name", name, "display_name", name, "password", PASSWORD, "grants", grants)));
    }

    /** A project of one area and one host, without queues. */
    void project(String code, String name) {
        Map<String, Object> area = Map.of(
                "name",
                "大陆",
                "codes",
                List.of("cn"),
                "hosts",
                List.of("127.0.1.1"),
                "rsync_managers",
                List.of(manager()));
        expect(client.put("/api/v1/projects/" + code, Map.of("name", name, "areas", List.of(area))));
    }

    /** A hot update of ssss whose version nobody has, so that it fails at once. @return its id */
    String failingJob() {
        String id = UUID.randomUUID().toString();
        Map<String, Object> servers = Map.of("game", Map.of("127.0.1.1", List.of("qq_1")));
        Map<String, Object> body = Map.of(
                "update_type",
                "hot_client",
                "uuid",
                id,
                "version",
                "999999999",
                "update_server_list",
                servers,
                "update_file_list",
                List.of(Map.of("file_name", GameFleet.BEAM, "file_md5", "d41d8cd98f00b204e9800998ecf8427e")),
                "erlang_cmd_list",
                List.of());
        expect(client.post("/api/v1/projects/ssss/areas/cn/hot-updates", body));
        return id;
    }

    /** Puts a message that no worker can read into a queue of orders. */
    void poison(String queue) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(brokerPort);
        factory.setUsername("slipway");
        factory.setPassword(Files.readString(directory.resolve("slipway/data/broker.secret"))
                .strip());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .messageId("strange")
                    .deliveryMode(2)
                    .build();
            channel.confirmSelect();
            channel.basicPublish(
                    "", queue, properties, "{\"kind\":\"of a newer dispatcher\"}".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    static void expect(SlipwayClient.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(answer.toString());
        }
    }

    @Override
    public void close() {
        chromium.close();
        slipway.close();
        cmdb.close();
        fleet.close();
    }

    private Map<String, Object> manager() {
        return Map.of(
                "ip",
                "127.0.0.1",
                "port",
                fleet.daemons().port(),
                "module",
                "cmdb_hot_server",
                "user",
                fleet.daemons().user(),
                "pass_file",
                fleet.daemons().passwordFile().toString());
    }

    private static List<Map<String, Object>> gameServers() {
        List<Map<String, Object>> servers = new ArrayList<>();
        for (String ip : ErlangNodes.HOSTS) {
            for (String name : GameFleet.serversOf(ip)) {
                servers.add(Map.of("ip", ip, "name", name, "role", GameFleet.roleOf(ip), "path", "/data/" + name));
            }
        }
        return servers;
    }
}
