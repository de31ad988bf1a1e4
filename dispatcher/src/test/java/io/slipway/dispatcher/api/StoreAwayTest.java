package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.slipway.dispatcher.DispatcherApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Its own application, since it takes the store away. */
class StoreAwayTest {
    @TempDir
    private Path directory;

    @Test
    void storeThatIsAwayIs503WithRetryAfter() throws Exception {
        MongoServer store = new MongoServer(new MemoryBackend());
        Path tokenFile = directory.resolve("token");
        try (ConfigurableApplicationContext application = SpringApplication.run(
                DispatcherApplication.class,
                "--server.port=0",
                "--slipway.mongo.uri=" + store.bindAndGetConnectionString(),
                "--slipway.report.listen=false",
                "--spring.rabbitmq.port=1",
                "--slipway.access.first-token-file=" + tokenFile)) {
            int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            String token = Files.readString(tokenFile).strip();
            store.shutdownNow();

            HttpResponse<String> answer = get(port, "/api/v1/jobs", token);

            RequestTest.assertProblem(answer, 503, "store_unavailable", null);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(get(port, "/health", token).statusCode()).isEqualTo(200);
            assertThat(get(port, "/health/ready", token).statusCode()).isEqualTo(503);
        } finally {
            store.shutdownNow();
        }
    }

    private static HttpResponse<String> get(int port, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
