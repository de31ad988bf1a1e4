package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row A21: what every answer tells a browser, whoever gives it. */
class AnswerHeaderTest extends ApiTest {
    private static final Map<String, String> WANTED = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY");

    @ParameterizedTest
    @CsvSource({
        "GET, /health, 200",
        "GET, /api/v1/jobs, 200",
        "GET, /api/v1/openapi.json, 200",
        "GET, /api/v1/login, 200",
        "GET, /no/such/route, 404",
        "PUT, /api/v1/jobs, 405",
        "POST, /api/v1/tokens, 400",
        "GET, /api/v1/jobs/a%2Fb, 400",
        "GET, /api/v1/jobs;x=1, 400"
    })
    void everyAnswerHasThemOnce(String method, String path, int status) {
        HttpRequest.Builder asked = request(path);
        HttpResponse<String> answer = send(method.equals("GET") ? asked.GET() : json(asked, method, "{}"));

        assertThat(answer.statusCode()).isEqualTo(status);
        WANTED.forEach((name, value) ->
                assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
    }

    @Test
    void nobodyIsToldTheSame() {
        HttpResponse<String> answer = send(anonymous("/api/v1/jobs").GET());

        assertThat(answer.statusCode()).isEqualTo(401);
        WANTED.forEach((name, value) ->
                assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
    }

    @Test
    void whatTheContainerRefusesHasThemToo() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write("GET /<x> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400");
            WANTED.forEach((name, value) -> assertThat(answer).contains(name + ": " + value + "\r\n"));
        }
    }
}
