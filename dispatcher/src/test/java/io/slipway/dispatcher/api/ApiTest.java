package io.slipway.dispatcher.api;

import io.slipway.dispatcher.DispatcherApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Base of the tests that speak HTTP to the real application; all of them share one. */
@SpringBootTest(classes = DispatcherApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ApiTest {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Path TOKEN_FILE = newDirectory().resolve("first-token");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("slipway.mongo.uri", () -> MemoryStore.URI);
        properties.add("slipway.mongo.database", () -> MemoryStore.DATABASE);
        properties.add("slipway.access.first-token-file", TOKEN_FILE::toString);
        properties.add("slipway.report.listen", () -> "false"); // no broker here
        properties.add("spring.rabbitmq.port", () -> "1"); // and none that happens to run is touched
        properties.add("logging.level.de.bwaldvogel", () -> "warn");
        properties.add("logging.level.io.slipway.dispatcher.dispatch", () -> "error");
        properties.add("logging.level.org.springframework.amqp", () -> "warn");
        properties.add("slipway.http.body-timeout", () -> "1s");
        properties.add("server.tomcat.connection-timeout", () -> "2s");
    }

    @BeforeEach
    void onboard() {
        if (get("/api/v1/projects/ssss").statusCode() == 404) {
            Fixtures.onboard(this);
        }
    }

    static String adminToken() {
        try {
            return Files.readString(TOKEN_FILE).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** With the administrator's token. */
    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + adminToken());
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(json(request(path), "POST", body));
    }

    HttpResponse<String> put(String path, String body) {
        return send(json(request(path), "PUT", body));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String method, String body) {
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode tree(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String freshUuid() {
        return UUID.randomUUID().toString();
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("slipway-http-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
