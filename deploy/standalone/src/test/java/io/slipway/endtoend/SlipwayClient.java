package io.slipway.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a CMDB uses it. */
final class SlipwayClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI base;
    private final String token;

    /** A status and a body. */
    record Answer(int status, JsonNode body) {}

    SlipwayClient(URI base, String token) {
        this(HttpClient.newBuilder(), base, token);
    }

    /** @param http with what it takes to believe the server */
    SlipwayClient(HttpClient.Builder http, URI base, String token) {
        this.http = http.version(HttpClient.Version.HTTP_1_1).build();
        this.base = base;
        this.token = token;
    }

    Answer put(String path, Object body) {
        return send(request(path).PUT(json(body)));
    }

    Answer post(String path, Object body) {
        return send(request(path).POST(json(body)));
    }

    JsonNode get(String path) {
        Answer answer = send(request(path).GET());
        if (answer.status != 200) {
            throw new IllegalStateException(path + ": " + answer);
        }
        return answer.body;
    }

    String state(String jobId) {
        return get("/api/v1/jobs/" + jobId).get("state").asString();
    }

    List<JsonNode> applyTargets(String jobId) {
        return get("/api/v1/jobs/" + jobId + "/targets?step=APPLY&limit=500").get("targets").values().stream()
                .toList();
    }

    /** Project ssss with its area, catalogue and callback, and its three queues. */
    void onboard(List<String> hosts, Map<String, Object> manager, URI callback, String secretFile) {
        onboard(hosts, List.of(manager), null, callback, secretFile);
    }

    /** As {@link #onboard(List, Map, URI, String)}. @param relay null for none */
    void onboard(
            List<String> hosts,
            List<Map<String, Object>> managers,
            @Nullable Map<String, Object> relay,
            URI callback,
            String secretFile) {
        Map<String, Object> area = new LinkedHashMap<>(
                Map.of("name", "大陆", "codes", List.of("cn"), "hosts", hosts, "rsync_managers", managers));
        if (relay != null) {
            area.put("relay", relay);
            expect(put(
                    "/api/v1/queue-mappings/file_relay8",
                    Map.of("queue", "file_relay8", "role", "file-relay", "projects", List.of("ssss"))));
        }
        expect(put(
                "/api/v1/projects/ssss",
                Map.of(
                        "code", "ssss",
                        "name", "三生三世",
                        "areas", List.of(area),
                        "erlang_commands",
                                List.of(
                                        Map.of("call", "code:soft_purge(atom)", "idempotent", true),
                                        Map.of("call", "code:load_file(atom)", "idempotent", true),
                                        Map.of("call", "player:earn(integer)", "idempotent", false)),
                        "callback", Map.of("url", callback.toString(), "secret_file", secretFile))));
        Map.of("file_pull8", "file-pull", "file_push8", "file-push", "ops_manager8", "ops-manager")
                .forEach((queue, role) -> expect(put(
                        "/api/v1/queue-mappings/" + queue,
                        Map.of("queue", queue, "role", role, "projects", List.of("ssss")))));
    }

    private static void expect(Answer answer) {
        if (answer.status / 100 != 2) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode body = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            return new Answer(answer.statusCode(), body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }
}
