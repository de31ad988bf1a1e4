package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Has an application of its own, since it takes the store away and shuts down. */
@Tag("slow")
class LifecycleTest {
    private static final String METRICS_TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private final EmbeddedStore store = EmbeddedStore.inMemory(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;
    private String address = "";
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        Path tokenFile = directory.resolve("token");
        application = DispatcherApplication.application()
                .run(
                        "--server.port=0",
                        "--slipway.mongo.uri=" + store.connectionString(),
                        "--slipway.report.listen=false",
                        "--spring.rabbitmq.port=1",
                        "--slipway.metrics.token-file=" + SecretFiles.write(directory, METRICS_TOKEN),
                        "--slipway.access.first-token-file=" + tokenFile);
        address = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
        token = Files.readString(tokenFile).strip();
    }

    @AfterEach
    void stop() {
        application.close();
        store.close();
    }

    @Test
    void storeThatIsAwayIs503WithRetryAfter() throws Exception {
        store.close();

        HttpResponse<String> answer = get("/api/v1/jobs");

        RequestTest.assertProblem(answer, 503, "store_unavailable", null);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"status\":\"DOWN\"", "\"store\":\"DOWN\"", "\"election\":\"UP\"");
        // The token of a file still opens the figures, and they say what is away.
        HttpResponse<String> figures = client.send(
                HttpRequest.newBuilder(URI.create(address + "/metrics"))
                        .header("Authorization", "Bearer " + METRICS_TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body())
                .contains("slipway_up{part=\"store\"} 0.0", "slipway_up{part=\"election\"} 1.0")
                .doesNotContain("slipway_jobs_open{");
    }

    @Test
    void openStreamsDoNotHoldUpTheShutdown() throws Exception {
        put("/api/v1/projects/ssss", Fixtures.project("大陆", List.of("cn")));
        put("/api/v1/queue-mappings/q", "{\"role\":\"file-pull\",\"projects\":[\"ssss\"]}");
        HttpResponse<String> accepted = send(ApiTest.json(
                request(Fixtures.FILE_PULLS), "POST", Fixtures.filePull().toString()));
        String events = ApiTest.tree(accepted).get("links").get("events").asString();
        try (EventStream stream = new EventStream(request(events).build())) {
            stream.next("snapshot");
            long before = System.nanoTime();

            application.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            stream.next("end");
        }
    }

    private void put(String path, String body) throws Exception {
        assertThat(send(ApiTest.json(request(path), "PUT", body)).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token);
    }
}
