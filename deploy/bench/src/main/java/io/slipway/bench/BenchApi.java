package io.slipway.bench;

import io.slipway.contract.Manifest.ManifestFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dispatcher's HTTP API as the benchmark uses it. */
final class BenchApi {
    private static final String ROOT = "cdn.bench.example";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final String base;
    private final String token;

    BenchApi(String dispatcher, String token) {
        this.base = dispatcher + "/api/v1";
        this.token = token;
    }

    /** A project with so many areas, {@code area-0} with code {@code c0} and so on. */
    void project(String code, int areas, String callbackUrl) throws Exception {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < areas; i++) {
            all.add(Map.of(
                    "name", "area-" + i,
                    "codes", List.of("c" + i),
                    "cdn_roots", List.of(Map.of("cdn_root_url", ROOT)),
                    "rsync_managers",
                            List.of(Map.of(
                                    "ip", "127.0.0.1", "port", 10022, "module", "m", "user", "u", "pass_file", "/p"))));
        }
        send("PUT", "/projects/" + code, Map.of("name", code, "areas", all, "callback", Map.of("url", callbackUrl)));
    }

    void mapping(String queue, String role, List<String> projects) throws Exception {
        send("PUT", "/queue-mappings/" + queue, Map.of("role", role, "projects", projects));
    }

    /** A client update of so many directories; returns once it is accepted. */
    void update(String project, String areaCode, String uuid, int directories) throws Exception {
        List<Object> data = new ArrayList<>(directories);
        for (int i = 0; i < directories; i++) {
            data.add(Map.of("cdn_root_url", ROOT, "cdn_dir", "d" + i));
        }
        ManifestFile file = NoopWorkers.FILE;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("update_type", "hot_client");
        body.put("client_type", 0);
        body.put("data", data);
        body.put("uuid", uuid);
        body.put("version", "1");
        body.put("update_file_list", List.of(Map.of("file_name", file.name(), "file_md5", file.md5())));
        send("POST", "/projects/" + project + "/areas/" + areaCode + "/hot-updates", body);
    }

    JsonNode job(String id) throws Exception {
        return send("GET", "/jobs/" + id, null);
    }

    private JsonNode send(String method, String path, @Nullable Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> answer = sendAgain(request);
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + new String(answer.body()));
        }
        return json.readTree(answer.body());
    }

    /** As documented: after a time-out the same request is sent again, which is the same job. */
    private HttpResponse<byte[]> sendAgain(HttpRequest request) throws Exception {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            System.err.println("sent again after a time-out: " + request.uri());
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
