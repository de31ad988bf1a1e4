package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A CMDB's list is shown, confirmed and applied as it was shown; what the CMDB does wrong changes nothing. */
class ServerSyncTest extends ApiTest {
    private static final String SERVERS = "/api/v1/projects/sync/game-servers";
    private static final CountDownLatch END = new CountDownLatch(1);
    private static final List<String> TOKENS = new CopyOnWriteArrayList<>();
    private static final Map<String, String> LISTS = new ConcurrentHashMap<>();
    private static HttpServer other = server();
    private static HttpServer cmdb = server();

    @DynamicPropertySource
    static void sources(DynamicPropertyRegistry properties) throws IOException {
        Path token = Files.createTempFile(
                "cmdb-token", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "s3cret-token\n");
        Path open = Files.createTempFile("cmdb-token", "");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        for (String name : List.of("sync", "hop", "away", "large", "slow", "stall", "html", "error", "loop", "https")) {
            properties.add("slipway.servers.sources." + name + ".url", () -> url(cmdb, "/" + name));
        }
        properties.add("slipway.servers.sources.gone.url", () -> "http://127.0.0.1:1/");
        properties.add("slipway.servers.sources.open.url", () -> url(cmdb, "/sync"));
        properties.add("slipway.servers.sources.open.token-file", open::toString);
        properties.add("slipway.servers.sources.sync.token-file", token::toString);
        properties.add("slipway.servers.sources.away.token-file", token::toString);
        properties.add("slipway.servers.timeout", () -> "1s");
        properties.add("slipway.servers.max-body", () -> "100KB");
    }

    @AfterAll
    static void stop() {
        END.countDown();
        cmdb.stop(0);
        other.stop(0);
    }

    @BeforeEach
    void project() {
        if (get("/api/v1/projects/sync").statusCode() == 404) {
            ServerFixtures.onboard(this, "sync");
        }
        TOKENS.clear();
    }

    @Test
    void aDifferenceIsAppliedOnlyAsItWasConfirmed() {
        LISTS.put("text/csv; charset=utf-8", ServerFixtures.SEED);
        JsonNode first = tree(post(SERVERS + "/sync", ""));
        assertThat(first.get("difference").get("applied").asBoolean()).isFalse();
        assertThat(first.get("difference").get("counts").get("added").asInt()).isEqualTo(11);
        assertThat(tree(get(SERVERS)).get("total").asInt()).isZero();
        assertThat(TOKENS).containsOnly("Bearer s3cret-token");

        HttpResponse<String> wrong = post(SERVERS + "/sync/confirm", "{\"digest\": \"0\"}");
        HttpResponse<String> otherMode =
                post(SERVERS + "/sync/confirm?mode=replace", "{\"digest\": " + first.get("digest") + "}");
        JsonNode done = tree(post(SERVERS + "/sync/confirm", "{\"digest\": " + first.get("digest") + "}"));

        RequestTest.assertProblem(wrong, 409, "changed_meanwhile", null);
        RequestTest.assertProblem(otherMode, 409, "changed_meanwhile", null);
        assertThat(done.get("applied").asBoolean()).isTrue();
        assertThat(tree(get(SERVERS)).get("total").asInt()).isEqualTo(11);

        // the CMDB's list changes between look and confirmation
        JsonNode second = tree(post(SERVERS + "/sync?mode=replace", ""));
        assertThat(second.get("difference").get("changes")).isEmpty();
        LISTS.put("text/csv; charset=utf-8", ServerFixtures.SEED.replace("QA测试服", "QA服"));
        RequestTest.assertProblem(
                post(SERVERS + "/sync/confirm?mode=replace", "{\"digest\": " + second.get("digest") + "}"),
                409,
                "changed_meanwhile",
                null);

        // our list changes between look and confirmation
        JsonNode third = tree(post(SERVERS + "/sync", ""));
        put(
                SERVERS,
                "{\"game_servers\": [{\"ip\": \"192.168.5.195\", \"name\": \"gameserver_test_2\", \"title\": \"别名\"}]}");
        RequestTest.assertProblem(
                post(SERVERS + "/sync/confirm", "{\"digest\": " + third.get("digest") + "}"),
                409,
                "changed_meanwhile",
                null);
        assertThat(tree(get(SERVERS)).get("total").asInt()).isEqualTo(11);
    }

    @Test
    void whatIsWrongInTheListHasItsPlaceAndChangesNothing() {
        LISTS.put("text/csv; charset=utf-8", "ip,name\n10.8.0.1,fine\n10.9.9.9,$(id)\n");

        HttpResponse<String> answer = post(SERVERS + "/sync", "");

        RequestTest.assertProblem(answer, 422, "invalid_request", "/game_servers/1/name");
        assertThat(tree(answer).get("errors").get(1).get("line").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "gone, cannot be reached",
        "large, more than 102400 bytes",
        "slow, no whole answer within 1 s",
        "stall, no whole answer within 1 s",
        "html, Content-Type",
        "error, status 503",
        "away, another host",
        "https, another host",
        "loop, too often",
        "open, chmod 600"
    })
    void aSourceThatGivesNoListIsSaidToBeUnusable(String project, String why) {
        ServerFixtures.onboard(this, project);

        HttpResponse<String> answer =
                send(json(request("/api/v1/projects/" + project + "/game-servers/sync"), "POST", "")
                        .header("Accept-Language", "en"));

        RequestTest.assertProblem(answer, 502, "source_unusable", null);
        assertThat(tree(answer).get("hint").asString()).contains(why);
        assertThat(TOKENS).allMatch(token -> !token.startsWith("other"));
    }

    @Test
    void aRedirectOnTheSameHostIsFollowed() {
        ServerFixtures.onboard(this, "hop");
        LISTS.put("text/csv; charset=utf-8", ServerFixtures.SEED);

        JsonNode answer = tree(post("/api/v1/projects/hop/game-servers/sync", ""));

        assertThat(answer.get("difference").get("changes"))
                .as(answer.toString())
                .hasSize(11);
    }

    @Test
    void aProjectWithoutASourceSaysHowToSetItUp() {
        ServerFixtures.onboard(this, "nosource");

        HttpResponse<String> answer = post("/api/v1/projects/nosource/game-servers/sync", "");

        RequestTest.assertProblem(answer, 404, "no_server_source", null);
        assertThat(answer.body()).contains("slipway.servers.sources.nosource.url");
        RequestTest.assertProblem(
                post("/api/v1/projects/nosource/game-servers/sync?mode=all", ""), 400, "bad_parameter", "?mode");
        RequestTest.assertProblem(
                post("/api/v1/projects/nosource/game-servers/sync/confirm", "{}"), 400, "missing_field", "/digest");
    }

    private static String url(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                String token = exchange.getRequestHeaders().getFirst("Authorization");
                if (token != null) {
                    TOKENS.add(server == other ? "other " + token : token);
                }
                String type = "text/csv; charset=utf-8";
                byte[] body = LISTS.getOrDefault(type, "").getBytes(StandardCharsets.UTF_8);
                int status = 200;
                switch (path) {
                    case "/hop" -> redirect(exchange, "/sync");
                    case "/loop" -> redirect(exchange, "/loop");
                    case "/away" -> redirect(exchange, url(other, "/sync"));
                    case "/https" ->
                        redirect(
                                exchange,
                                "https://127.0.0.1:" + server.getAddress().getPort() + "/sync");
                    case "/html" -> type = "text/html";
                    case "/error" -> status = 503;
                    case "/large" -> body = new byte[200 * 1024];
                    default -> {}
                }
                if (List.of("/hop", "/loop", "/away", "/https").contains(path)) {
                    status = 302;
                    body = new byte[0];
                }
                if (path.equals("/slow")) {
                    await();
                }
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(
                        status, path.equals("/stall") ? 1000 : body.length == 0 ? -1 : body.length);
                if (path.equals("/stall")) {
                    exchange.getResponseBody().write('i');
                    exchange.getResponseBody().flush();
                    await();
                } else if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                }
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to) {
        exchange.getResponseHeaders().set("Location", to);
    }

    private static void await() {
        try {
            END.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
