package io.slipway.chaos;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dispatchers' HTTP API, by turns: a call that one of them does not answer is for the caller to repeat at the other. */
final class Api {
    static final String PROJECT = "/api/v1/projects/ssss";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Integer> ports;
    private final String token;
    private final AtomicInteger turn = new AtomicInteger();

    /** A status and a body. */
    record Answer(int status, JsonNode body) {}

    Api(List<Integer> ports, String token) {
        this.ports = ports;
        this.token = token;
    }

    /** @throws IOException when there was no whole answer in ten seconds: the outcome is unknown */
    Answer put(String path, Object body) throws IOException {
        return send("PUT", path, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    Answer post(String path, Object body) throws IOException {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    Answer get(String path) throws IOException {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /** Where nobody listens nothing was asked, so the other one is asked at once. */
    private Answer send(String method, String path, HttpRequest.BodyPublisher body) throws IOException {
        int first = turn.getAndIncrement();
        for (int i = 0; ; i++) {
            try {
                return send(ports.get(Math.floorMod(first + i, ports.size())), method, path, body);
            } catch (ConnectException e) {
                if (i == ports.size() - 1) {
                    throw e;
                }
            }
        }
    }

    private Answer send(int port, String method, String path, HttpRequest.BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(LIMIT)
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            JsonNode json = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            return new Answer(answer.statusCode(), json);
        } catch (JacksonException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
