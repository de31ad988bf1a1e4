package io.slipway.dispatcher.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Every route that takes a body or changes something, each with bodies it understands. */
final class WritingRoutes {
    static final String PROJECT = "fuzz";
    private static final String AREA = "/api/v1/projects/{project}/areas/{area}/";
    private static final String FUZZED_UUID = "3f1c0f0e-0000-4000-8000-369a09a4a357";
    private static final String GRANTS = "[{\"project\": \"fuzz\", \"roles\": [\"viewer\"]}]";
    private static final String SELECTED = "\"servers\": {\"ids\": [\"10.1.1.1:qq_1\"]}";
    private static final String SERVER =
            "{\"ip\": \"10.1.1.1\", \"name\": \"qq_1\", \"app_type\": \"GameServer\", \"path\": \"/data/qq_1\","
                    + " \"labels\": [\"gray\"]}";

    /** @param bodies at least one, each of the right shape */
    record Route(String method, String path, List<JsonNode> bodies) {
        String name() {
            return method + " " + path;
        }

        /** The same thing of nobody else's for every variable. */
        String url() {
            return path.replace("{ip:[^:]+}:{name}", "10.1.1.1:qq_1")
                    .replace(
                            "/projects/{project}",
                            path.equals("/api/v1/projects/{project}") ? "/projects/fuzzput" : "/projects/" + PROJECT)
                    .replace("{area}", "cn")
                    .replace("{queue}", "fuzz-put")
                    .replace("{app_type}", "GameServer")
                    .replace("{wave}", "1")
                    .replace("{name}", "fuzz-one")
                    .replaceAll("\\{[a-z_]+}", "10.1.1.1:qq_1");
        }
    }

    private WritingRoutes() {}

    /** @throws AssertionError for a route without a body here, and for a body whose route is gone */
    static List<Route> of(RequestMappingHandlerMapping mapping) {
        Map<String, List<String>> left = new HashMap<>(bodies());
        List<Route> routes = new ArrayList<>();
        for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
            for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                if (method != RequestMethod.GET) {
                    info.getPatternValues().forEach(path -> routes.add(route(left, method.name(), path)));
                }
            }
        }
        if (!left.isEmpty()) {
            throw new AssertionError("no such routes any more: " + left.keySet());
        }
        routes.sort(java.util.Comparator.comparing(Route::name));
        return Collections.unmodifiableList(routes);
    }

    private static Route route(Map<String, List<String>> left, String method, String path) {
        List<String> bodies = left.remove(method + " " + path);
        if (bodies == null && !method.equals("DELETE")) {
            throw new AssertionError(method + " " + path + " is new: give it a good body in WritingRoutes");
        }
        List<JsonNode> trees = Objects.requireNonNullElse(bodies, List.of("{}")).stream()
                .map(ApiTest.JSON::readTree)
                .toList();
        return new Route(method, path, trees);
    }

    private static Map<String, List<String>> bodies() {
        Map<String, List<String>> bodies = new HashMap<>();
        jobs(bodies);
        releases(bodies);
        setUp(bodies);
        people(bodies);
        for (String action : List.of("cancel", "retry", "pause", "resume", "waves/{wave}/skip")) {
            bodies.put("POST /api/v1/jobs/{id}/" + action, List.of("{}"));
        }
        for (String action : List.of("callbacks/{id}/replay", "schedules/{id}/cancel", "tokens/{name}/disable")) {
            bodies.put("POST /api/v1/" + action, List.of("{}"));
        }
        bodies.put(
                "POST /api/v1/callbacks/replay",
                List.of("{\"project\": \"fuzz\"}", "{\"project\": \"fuzz\", \"ids\": [\"x:started\"]}"));
        bodies.put(
                "POST /api/v1/queues/{queue}/dead-letters/requeue",
                List.of("{\"ids\": [\"x\"], \"reason\": \"looked at it\"}"));
        return bodies;
    }

    private static void jobs(Map<String, List<String>> bodies) {
        String hot = Fixtures.hotUpdate().put("uuid", FUZZED_UUID).toString();
        String client = Fixtures.clientUpdate().put("uuid", FUZZED_UUID).toString();
        String pull = Fixtures.filePull().put("uuid", FUZZED_UUID).toString();
        String later = "{\"request\": \"file-pulls\", \"body\": " + pull
                + ", \"at\": \"2099-12-01T04:00:00\", \"zone\": \"Asia/Shanghai\"}";
        bodies.put("POST " + AREA + "hot-updates", List.of(hot, client));
        bodies.put("POST " + AREA + "file-pulls", List.of(pull));
        bodies.put("POST " + AREA + "schedules", List.of(later));
        bodies.put("PUT /api/v1/schedules/{id}", List.of(later));
        bodies.put(
                "POST " + AREA + "services",
                List.of("{\"uuid\": \"" + FUZZED_UUID + "\", \"action\": \"restart\", " + SELECTED + "}"));
        bodies.put("POST " + AREA + "drifts", List.of("{\"uuid\": \"" + FUZZED_UUID + "\", " + SELECTED + "}"));
        bodies.put("POST " + AREA + "reapplies", List.of("{\"uuid\": \"" + FUZZED_UUID + "\", " + SELECTED + "}"));
        bodies.put(
                "POST " + AREA + "preflight",
                List.of("{\"version\": \"004200000\", \"servers\": {\"game\": {\"10.1.1.1\": [\"qq_1\"]}}}"));
        bodies.put(
                "POST " + AREA + "approvals",
                List.of("{\"request\": \"file-pulls\", \"reason\": \"looked at it\", \"body\": " + pull + "}"));
        for (String decision : List.of("approve", "reject", "withdraw")) {
            bodies.put("POST /api/v1/approvals/{id}/" + decision, List.of("{\"reason\": \"looked at it\"}"));
        }
    }

    private static void releases(Map<String, List<String>> bodies) {
        bodies.put(
                "POST " + AREA + "packages",
                List.of("{\"uuid\": \"" + FUZZED_UUID + "\", \"app_type\": \"GameServer\", \"version\": \"001\"}"));
        bodies.put("POST " + AREA + "releases", List.of("{\"uuid\": \"" + FUZZED_UUID + "\", \"plan\": \"none\"}"));
        bodies.put(
                "POST " + AREA + "release-plans",
                List.of(
                        "{\"app_type\": \"GameServer\", \"version\": \"001\", " + SELECTED
                                + ", \"kept\": [\"init.properties\"], \"processes\": \"as_before\", \"adopt\": false, \"at_once\": 1}"));
        bodies.put(
                "POST " + AREA + "converge-plans",
                List.of("{\"app_type\": \"GameServer\", " + SELECTED + ", \"drift\": \"" + FUZZED_UUID + "\"}"));
        bodies.put("PUT " + AREA + "desired/{app_type}", List.of("{\"version\": \"001\"}"));
    }

    private static void setUp(Map<String, List<String>> bodies) {
        String project = Fixtures.project("模糊", List.of("fz"));
        bodies.put("PUT /api/v1/projects/{project}", List.of(project));
        bodies.put(
                "PUT /api/v1/queue-mappings/{queue}",
                List.of("{\"role\": \"file-pull\", \"areas\": [{\"project\": \"fuzzput\", \"area\": \"模糊\"}]}"));
        bodies.put(
                "PUT /api/v1/onboarding",
                List.of(
                        "{\"projects\": [" + project.replaceFirst("\\{", "{\"code\": \"fuzzput\", ")
                                + "], \"queue_mappings\": [{\"queue\": \"fuzz-put\", \"role\": \"file-pull\", \"projects\": [\"fuzzput\"]}]}"));
        String servers = "/api/v1/projects/{project}/game-servers";
        bodies.put("PUT " + servers + "/{id}", List.of(SERVER));
        bodies.put("PUT " + servers, List.of("{\"game_servers\": [" + SERVER + "]}"));
        bodies.put("POST " + servers + "/sync", List.of("{}"));
        bodies.put("POST " + servers + "/sync/confirm", List.of("{\"digest\": \"0\"}"));
        bodies.put(
                "PUT /api/v1/projects/{project}/maintenance",
                List.of("{\"zone\": \"Asia/Shanghai\", \"windows\": [{\"from\": \"00:00\", \"to\": \"24:00\","
                        + " \"days\": [1, 7]}], \"freezes\": [{\"from\": \"2020-01-01T00:00:00+08:00\", \"until\":"
                        + " \"2020-01-02T00:00:00+08:00\", \"reason\": \"元旦封网\"}]}"));
        bodies.put("POST /api/v1/projects/{project}/notices/{name}/test", List.of("{}"));
        bodies.put(
                "PUT /api/v1/projects/{project}/version-sources/{name}",
                List.of(
                        "{\"kind\": \"svn\", \"url\": \"svn://127.0.0.1:1/game\", \"every_seconds\": 86400}",
                        "{\"kind\": \"builds\", \"path\": \"/data\", \"pattern\": \"*/target/*.zip\"}",
                        "{\"kind\": \"maven\", \"url\": \"http://127.0.0.1:1/\", \"artifacts\": [\"g:a\"]}"));
    }

    private static void people(Map<String, List<String>> bodies) {
        bodies.put("POST /api/v1/session", List.of("{\"account\": \"fuzz-one\", \"password\": \"not this one\"}"));
        bodies.put(
                "POST /api/v1/session/password",
                List.of("{\"old_password\": \"not this one\", \"new_password\": \"and this one neither\"}"));
        bodies.put(
                "POST /api/v1/accounts",
                List.of("{\"name\": \"fuzz-one\", \"display_name\": \"模\", \"password\": \"a long enough pass phrase\","
                        + " \"grants\": " + GRANTS + "}"));
        bodies.put(
                "PUT /api/v1/accounts/{name}",
                List.of("{\"display_name\": \"模\", \"grants\": " + GRANTS + ", \"disabled\": false, \"revision\": 0}"));
        bodies.put("POST /api/v1/accounts/{name}/password", List.of("{\"password\": \"a long enough pass phrase\"}"));
        bodies.put(
                "POST /api/v1/tokens",
                List.of("{\"name\": \"fuzz-one\", \"projects\": [\"fuzz\"], \"roles\": [\"viewer\"],"
                        + " \"expires_at\": \"2099-01-01T00:00:00Z\"}"));
    }
}
