package io.slipway.dispatcher.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher with the files of a dashboard. */
class PageTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final EmbeddedStore STORE = EmbeddedStore.inMemory(0);
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = DispatcherApplication.application()
                .run(
                        "--server.port=0",
                        "--slipway.mongo.uri=" + STORE.connectionString(),
                        "--slipway.report.listen=false",
                        "--spring.rabbitmq.port=1",
                        "--slipway.pages.location=classpath:/io/slipway/dispatcher/pages/site/");
    }

    @AfterAll
    static void stop() {
        application.close();
        STORE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/login", "/jobs/1?x=y", "/assets", "/error", "/actuator/health"})
    void everyViewIsTheOnePageAndIsNotKept(String path) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<div id=\"root\">");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatHasItsContentInItsNameIsKeptForAYear() {
        HttpResponse<String> answer = get("/assets/main-1.js");

        assertThat(answer.body()).contains("document.title");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Security-Policy"))
                .isEqualTo("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                        + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
    }

    @Test
    void otherFilesAreAskedForAnew() {
        HttpResponse<String> answer = get("/favicon.svg");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");

        HttpResponse<String> again = send(request("/favicon.svg").header("If-None-Match", header(answer, "ETag")));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void whoTakesGzipGetsIt() throws Exception {
        HttpRequest asked = request("/assets/main-1.js")
                .header("Accept-Encoding", "br, gzip")
                .build();
        HttpResponse<byte[]> answer = CLIENT.send(asked, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("document.title");
        }
        assertThat(get("/assets/main-1.js").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void aHeadHasNoBody() {
        HttpResponse<String> answer = send(request("/jobs").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /assets/gone-2.js, 404, not_found",
        "GET, /api, 401, unauthorized",
        "GET, /api/v1/jobs, 401, unauthorized",
        "GET, /api/no-such-route, 401, unauthorized",
        "GET, /health/no-such-route, 401, unauthorized",
        "POST, /, 401, unauthorized",
        "DELETE, /assets/main-1.js, 401, unauthorized"
    })
    void whatIsNoPageIsAnsweredAsEver(String method, String path, int status, String code) {
        HttpResponse<String> answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void healthIsNoPage() {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
