package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Row A0, and what a known token may do. */
class AccessTest extends ApiTest {
    private static final List<String> ROUTES = List.of(
            "GET /api/v1/jobs",
            "POST /api/v1/projects/ssss/areas/cn/hot-updates",
            "PUT /api/v1/projects/ssss",
            "DELETE /api/v1/queue-mappings/file-push-8",
            "POST /api/v1/tokens",
            "GET /api/v1/openapi.json",
            "GET /no/such/route",
            "POST /no/such/route",
            "GET /actuator/health",
            "GET /error",
            "POST /health",
            "GET /");

    static Stream<String> routesWithBadCredentials() {
        List<String> credentials = List.of(
                "none",
                "Basic YWRtaW46YWRtaW4=",
                "Bearer",
                "Bearer nonsense",
                "Bearer slw_" + "A".repeat(43),
                "expired",
                "disabled");
        return ROUTES.stream().flatMap(route -> credentials.stream().map(bad -> route + " | " + bad));
    }

    @ParameterizedTest
    @MethodSource("routesWithBadCredentials")
    void everyRouteAndReasonHasTheSame401(String routeAndCredentials) {
        String[] parts = routeAndCredentials.split(" \\| ");
        String[] route = parts[0].split(" ");
        String header = credentials(parts[1]);
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();
        HttpRequest.Builder request = anonymous(route[1]);
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }

        HttpResponse<String> answer = send(json(request, route[0], route[0].equals("GET") ? "" : "{}"));

        RequestTest.assertProblem(answer, 401, "unauthorized", null);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"slipway\"");
        ObjectNode body = (ObjectNode) tree(answer);
        body.remove("request_id");
        assertThat(body.toString())
                .isEqualTo("{\"type\":\"/problems/unauthorized\",\"title\":\"请先登录,或提供有效的访问令牌\",\"status\":401,"
                        + "\"code\":\"unauthorized\",\"errors\":[]}");
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + (route[0].equals("GET") ? 0 : 1));
    }

    @Test
    void healthIsOpenAndAsksNothing() {
        HttpResponse<String> answer = send(anonymous("/health").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void readinessIsOpenAndNamesEachPart() {
        HttpResponse<String> answer = send(anonymous("/health/ready").GET());

        assertThat(answer.statusCode()).as("without a broker jobs are accepted").isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"DEGRADED\",\"parts\":{\"broker\":\"DOWN\",\"election\":\"UP\",\"store\":\"UP\"}}");
    }

    @Test
    void firstTokenIsInAFileOnlyItsOwnerCanRead() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TOKEN_FILE)))
                .isEqualTo("rw-------");
        assertThat(adminToken()).matches("slw_[A-Za-z0-9_-]{43}");
    }

    @Test
    void tokenTextIsNowhereInTheStore() {
        String token = newToken("nowhere", "ssss", "viewer");

        for (String name : MemoryStore.database().listCollectionNames()) {
            for (Document stored : MemoryStore.database().getCollection(name).find()) {
                assertThat(stored.toJson()).doesNotContain(token).doesNotContain(adminToken());
            }
        }
        assertThat(get("/api/v1/tokens").body()).contains("nowhere").doesNotContain("hash", token);
    }

    @Test
    void disabledTokenIsRefusedAtOnce() {
        String token = newToken("shortlived", "ssss", "viewer");
        assertThat(as(token, "GET", "/api/v1/jobs", "").statusCode()).isEqualTo(200);

        assertThat(post("/api/v1/tokens/shortlived/disable", "").statusCode()).isEqualTo(200);

        assertThat(as(token, "GET", "/api/v1/jobs", "").statusCode()).isEqualTo(401);
    }

    @Test
    void viewerMayLookAndNotAct() {
        String token = newToken("looker", "ssss", "viewer");

        assertThat(as(token, "GET", "/api/v1/projects/ssss", "").statusCode()).isEqualTo(200);
        String body = Fixtures.filePull().toString();
        RequestTest.assertProblem(as(token, "POST", Fixtures.FILE_PULLS, body), 403, "forbidden", null);
        RequestTest.assertProblem(as(token, "GET", "/api/v1/tokens", ""), 403, "forbidden", null);
    }

    @Test
    void otherProjectsDoNotExistForAScopedToken() {
        ObjectNode pull = Fixtures.filePull();
        JsonNode accepted = tree(post(Fixtures.FILE_PULLS, pull.toString()));
        String job = "/api/v1/jobs/" + accepted.get("job_id").asString();
        String token = newToken("other-project", "jyjh", "admin");

        String body = Fixtures.filePull().toString();
        RequestTest.assertProblem(as(token, "POST", Fixtures.FILE_PULLS, body), 404, "unknown_project", null);
        RequestTest.assertProblem(as(token, "GET", "/api/v1/projects/ssss", ""), 404, "unknown_project", null);
        for (String path : List.of(job, job + "/targets", job + "/files", job + "/callbacks", job + "/events")) {
            RequestTest.assertProblem(as(token, "GET", path, ""), 404, "unknown_job", null);
        }
        for (String action : List.of("/cancel", "/retry")) {
            RequestTest.assertProblem(as(token, "POST", job + action, ""), 404, "unknown_job", null);
        }
        assertThat(tree(as(token, "GET", "/api/v1/jobs", "")).get("jobs")).isEmpty();
        assertThat(tree(as(token, "GET", "/api/v1/jobs?project=ssss", "")).get("jobs"))
                .isEmpty();
        assertThat(tree(as(token, "GET", "/api/v1/projects", "")).get("projects"))
                .isEmpty();
        assertThat(tree(as(token, "GET", "/api/v1/queue-mappings", "")).get("queue_mappings"))
                .isEmpty();
        String mapping = "{\"role\":\"file-pull\",\"projects\":[\"jyjh\"]}";
        RequestTest.assertProblem(as(token, "PUT", "/api/v1/queue-mappings/q", mapping), 403, "forbidden", null);
    }

    @Test
    void unknownRouteAndMethodAreProblemsForAKnownCaller() {
        RequestTest.assertProblem(get("/no/such/route"), 404, "not_found", null);
        RequestTest.assertProblem(get("/actuator"), 404, "not_found", null);
        RequestTest.assertProblem(put("/api/v1/jobs", "{}"), 405, "method_not_allowed", null);
        RequestTest.assertProblem(get("/api/v1/jobs?limit=x"), 400, "bad_parameter", "?limit");
        RequestTest.assertProblem(get("/api/v1/jobs?limit=501"), 400, "bad_parameter", "?limit");
        RequestTest.assertProblem(get("/api/v1/jobs;x=1"), 400, "bad_request", null);
        RequestTest.assertProblem(get("/api/v1/jobs/%2e%2e"), 400, "bad_request", null);
        RequestTest.assertProblem(get("/api/v1/jobs/a%2Fb"), 400, "bad_request", null);
    }

    @Test
    void requestTheContainerRefusesIsAProblemToo() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write("GET /<x> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
        }
    }

    @Test
    void faultOfOursIsAnInternalErrorWithoutDetails() {
        var projects = MemoryStore.database().getCollection("projects");
        projects.insertOne(new Document("_id", "broken")); // no document of ours lacks its fields
        try {
            HttpResponse<String> answer = get("/api/v1/projects/broken");

            RequestTest.assertProblem(answer, 500, "internal_error", null);
            assertThat(answer.body()).doesNotContain("Exception", "null pointer", "io.slipway");
        } finally {
            projects.deleteOne(new Document("_id", "broken"));
        }
    }

    private String credentials(String kind) {
        return switch (kind) {
            case "none" -> "";
            case "expired" -> "Bearer " + expiredToken();
            case "disabled" -> "Bearer " + disabledToken();
            default -> kind;
        };
    }

    private String disabledToken() {
        String name = "off-" + freshUuid();
        String token = newToken(name, "*", "admin");
        post("/api/v1/tokens/" + name + "/disable", "");
        return token;
    }

    private String expiredToken() {
        String name = "old-" + freshUuid();
        String token = newToken(name, "*", "admin");
        MemoryStore.database()
                .getCollection("api_tokens")
                .updateOne(new Document("name", name), new Document("$set", new Document("expires_at", new Date(0))));
        return token;
    }

    private String newToken(String name, String project, String role) {
        HttpResponse<String> answer = post(
                "/api/v1/tokens",
                "{\"name\":\"" + name + "\",\"projects\":[\"" + project + "\"],\"roles\":[\"" + role + "\"]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return tree(answer).get("token").asString();
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        HttpRequest.Builder request = anonymous(path).header("Authorization", "Bearer " + token);
        return send(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : json(request, method, body));
    }
}
