package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Known;
import io.slipway.dispatcher.access.Open;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.CallbackStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.node.ObjectNode;

/** Row A22: every route there is, asked by every role, for a thing of its own project and for one of another. */
class RouteMatrixTest extends ReleaseTest {
    private static final String OWN = "mxa";
    private static final String OTHER = "mxb";

    /** Routes that show what the caller may see of everything. */
    private static final Set<String> LISTS = Set.of(
            "GET /api/v1/approvals",
            "GET /api/v1/audit",
            "GET /api/v1/audit/export",
            "GET /api/v1/audit/verify",
            "GET /api/v1/callbacks",
            "GET /api/v1/job-counts",
            "GET /api/v1/jobs",
            "GET /api/v1/onboarding",
            "GET /api/v1/openapi.json",
            "GET /api/v1/overview",
            "GET /api/v1/processes/summary",
            "GET /api/v1/projects",
            "GET /api/v1/queue-mappings",
            "GET /api/v1/queues",
            "GET /api/v1/schedules",
            "GET /api/v1/workers");

    /** What hides a thing of another project: the beginning of a path to the code of the answer. */
    private static final Map<String, String> HIDDEN = Map.of(
            "/api/v1/projects/{project}", "unknown_project",
            "/api/v1/approvals/{id}", "unknown_approval",
            "/api/v1/jobs/{id}", "unknown_job",
            "/api/v1/callbacks/{id}", "unknown_callback",
            "/api/v1/callbacks/replay", "unknown_project",
            "/api/v1/queue-mappings/{queue}", "unknown_queue",
            "/api/v1/queues/{queue}", "unknown_queue",
            "/api/v1/release-plans/{id}", "unknown_plan",
            "/api/v1/schedules/{id}", "unknown_schedule");

    /** What needs more than the role: it has to be one's own. */
    private static final Set<String> OWN_ONLY = Set.of("POST /api/v1/approvals/{id}/withdraw");

    private static final HttpClient STREAMS =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired
    private CallbackStore callbacks;

    /** Who may do what the route needs in the own project, and only look at the other. */
    private final Map<AccessRole, Browser> people = new EnumMap<>(AccessRole.class);

    private final Map<AccessRole, String> tokens = new EnumMap<>(AccessRole.class);
    private final Map<String, Map<String, String>> things = new HashMap<>();

    private record Route(String method, String path, Allowed rule) {
        String name() {
            return method + " " + path;
        }
    }

    private record Seen(int status, String body) {}

    @TestFactory
    Stream<DynamicTest> everyRouteAndRole() {
        things.put(OWN, setUp(OWN));
        things.put(OTHER, setUp(OTHER));
        for (AccessRole role : AccessRole.values()) {
            tokens.put(role, token(role, OWN));
            people.put(
                    role,
                    Browser.of(
                            this,
                            "matrix-" + role.wire(),
                            "[{\"project\": \"%s\", \"roles\": [\"%s\"]}, {\"project\": \"%s\", \"roles\": [\"viewer\"]}]"
                                    .formatted(OWN, role.wire(), OTHER)));
        }
        List<Route> all = table();
        assertThat(all).hasSizeGreaterThan(50);
        return all.stream().map(route -> DynamicTest.dynamicTest(route.name(), () -> check(route)));
    }

    @Test
    void whoMayNotStartAReleaseMayNotSteerIt() {
        onboardReleases("mxr");
        ready("mxr", "001", Map.of("a", "1"));
        String job = accept("mxr", plan("mxr", release("001", "{\"all\": true}")));
        String hotUpdateOrPull = tree(post(
                        "/api/v1/projects/mxr/areas/cn/file-pulls",
                        Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
        String operator = token(AccessRole.OPERATOR, "mxr");
        String releaser = token(AccessRole.RELEASER, "mxr");

        for (String action : List.of("cancel", "retry", "pause", "resume", "waves/1/skip")) {
            String path = "/api/v1/jobs/" + job + "/" + action + "?dry_run=true";
            RequestTest.assertProblem(as(operator, path), 403, "forbidden", null);
            assertThat(as(releaser, path).statusCode()).as(action).isIn(200, 409);
        }
        assertThat(as(operator, "/api/v1/jobs/" + hotUpdateOrPull + "/cancel?dry_run=true")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> as(String token, String path) {
        return send(json(anonymous(path).header("Authorization", "Bearer " + token), "POST", "{}"));
    }

    private List<Route> table() {
        List<Route> table = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> route :
                routes.getHandlerMethods().entrySet()) {
            HandlerMethod handler = route.getValue();
            Allowed rule = handler.getMethodAnnotation(Allowed.class);
            if (rule == null) {
                assertThat(handler.hasMethodAnnotation(Open.class)
                                || handler.hasMethodAnnotation(Known.class)
                                || !handler.getBeanType().getPackageName().startsWith("io.slipway.")
                                || route.getKey().getPatternValues().contains("/error"))
                        .as("%s has no rule", route.getKey())
                        .isTrue();
                continue;
            }
            route.getKey().getPatternValues().forEach(path -> route.getKey()
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(method -> table.add(new Route(method.name(), path, rule))));
        }
        return table;
    }

    private void check(Route route) {
        Map<String, Long> before = MemoryStore.counts();
        for (AccessRole role : AccessRole.values()) {
            assertRefused(route, role);
        }
        assertThat(MemoryStore.counts())
                .as("what %s refuses changes nothing", route.name())
                .isEqualTo(before);
        for (AccessRole role : AccessRole.values()) {
            if (isLetIn(route, role)) {
                assertLetIn(route, role);
            }
        }
    }

    private static boolean isLetIn(Route route, AccessRole role) {
        return !route.rule().everyProject() && role.covers(route.rule().value());
    }

    private void assertRefused(Route route, AccessRole role) {
        boolean list = LISTS.contains(route.name());
        if (!isLetIn(route, role)) {
            assertRefused(route, role, OWN, 403, "forbidden");
            assertRefused(route, role, OTHER, 403, "forbidden");
        } else if (!list) {
            assertRefused(route, role, OTHER, 404, hidden(route));
        }
        if (!list && route.rule().value() != AccessRole.VIEWER) {
            assertOnlyLooksAtTheOther(route, role);
        }
    }

    private void assertLetIn(Route route, AccessRole role) {
        Seen seen = ask(route, role, OWN);
        if (LISTS.contains(route.name())) {
            assertThat(seen.status()).as(route.name() + " as " + role).isEqualTo(200);
            assertThat(seen.body()).doesNotContain("\"" + OTHER);
            return;
        }
        if (OWN_ONLY.contains(route.name()) && seen.status() == 403) {
            return;
        }
        assertThat(seen.status())
                .as(route.name() + " as " + role + ": " + seen.body())
                .isNotIn(401, 403, 405)
                .isLessThan(505);
        if (seen.status() == 404) {
            assertThat(seen.body()).doesNotContain("\"code\":\"" + hidden(route) + "\"", "\"not_found\"");
        }
    }

    /** A role in one project is none in another, whatever one may see there. */
    private void assertOnlyLooksAtTheOther(Route route, AccessRole role) {
        Browser person = Objects.requireNonNull(people.get(role));
        String body = route.method().equals("DELETE") || route.method().equals("GET") ? "" : body(route, OTHER);
        HttpResponse<String> answer = person.call(route.method(), url(route, OTHER), body);
        assertThat(answer.statusCode())
                .as(route.name() + " by " + role + " of another project: " + answer.body())
                .isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"forbidden\"");
    }

    private void assertRefused(Route route, AccessRole role, String project, int status, String code) {
        Seen seen = ask(route, role, project);
        assertThat(seen.status())
                .as(route.name() + " as " + role + " for " + project + ": " + seen.body())
                .isEqualTo(status);
        assertThat(seen.body()).contains("\"code\":\"" + code + "\"");
    }

    private static String hidden(Route route) {
        return HIDDEN.entrySet().stream()
                .filter(entry -> (route.path() + "/").startsWith(entry.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> fail(route.name()
                        + " is new: say in LISTS that it filters by project, or in HIDDEN what it answers for another"
                        + " project's thing, and make such a thing in setUp"));
    }

    private Seen ask(Route route, AccessRole role, String project) {
        HttpRequest.Builder request =
                anonymous(url(route, project)).header("Authorization", "Bearer " + tokens.get(role));
        if (route.method().equals("GET") || route.method().equals("DELETE")) {
            request.method(route.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            json(request, route.method(), body(route, project));
        }
        return send(request, route);
    }

    /** An endless answer is asked for its beginning alone. */
    private static Seen send(HttpRequest.Builder request, Route route) {
        try {
            HttpResponse<InputStream> answer = STREAMS.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                boolean endless =
                        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
                String body = endless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Seen(answer.statusCode(), body);
            }
        } catch (IOException e) {
            throw new AssertionError(route.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String url(Route route, String project) {
        Map<String, String> known = things.getOrDefault(project, Map.of());
        String[] segments = route.path().split("/");
        String kind = segments.length > 3 ? segments[3] : "";
        return route.path()
                .replace("{ip:[^:]+}:{name}", "10.20.0.9:nobody")
                .replace("{project}", project)
                .replace("{area}", "cn")
                .replace("{wave}", "1")
                .replace("{log}", "game")
                .replace("{queue}", project + "-file-pull")
                .replace("{id}", known.getOrDefault(kind, "x"))
                .replaceAll("\\{[a-z_]+}", "x");
    }

    private static String body(Route route, String project) {
        return switch (route.path()) {
            case "/api/v1/schedules/{id}" ->
                "{\"request\": \"file-pulls\", \"body\": {\"uuid\": \"x\", \"version\": \"1\"}, \"delay_seconds\": 3600}";
            case "/api/v1/callbacks/replay" -> "{\"project\": \"" + project + "\"}";
            case "/api/v1/queues/{queue}/dead-letters/requeue" -> "{\"reason\": \"looked at it\"}";
            default -> "{}";
        };
    }

    /** One of everything, by the third segment of its path. */
    private Map<String, String> setUp(String project) {
        onboardReleases(project);
        ready(project, "001", Map.of("a", "1"));
        String area = "/api/v1/projects/" + project + "/areas/cn/";
        String plan = plan(
                        project, "{\"app_type\": \"GameServer\", \"version\": \"001\", \"servers\": {\"all\": true}}")
                .get("id")
                .asString();
        String job = tree(post(area + "file-pulls", Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
        ObjectNode later = Fixtures.filePull();
        HttpResponse<String> scheduled = post(
                area + "schedules", "{\"request\": \"file-pulls\", \"body\": " + later + ", \"delay_seconds\": 80000}");
        assertThat(scheduled.statusCode()).as(scheduled.body()).isEqualTo(201);
        String schedule =
                scheduled.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
        HttpResponse<String> asked = post(
                area + "approvals",
                "{\"request\": \"releases\", \"reason\": \"looked at it\", \"body\": {\"uuid\": \"%s\", \"plan\": \"%s\"}}"
                        .formatted(freshUuid(), plan));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String approval = tree(asked).get("id").asString();
        String callback = project + "-job:started";
        callbacks.insertMissing(List.of(new Callback(
                callback,
                project + "-job",
                1,
                project,
                Callback.Kind.STARTED,
                "{}",
                Callback.State.EXHAUSTED,
                1,
                null,
                Instant.EPOCH,
                null,
                List.of())));
        return Map.of(
                "jobs", job,
                "release-plans", plan,
                "schedules", schedule,
                "callbacks", callback,
                "approvals", approval);
    }

    private String token(AccessRole role, String project) {
        String name = "matrix-" + project + "-" + role.wire();
        HttpResponse<String> answer = post(
                "/api/v1/tokens",
                "{\"name\": \"%s\", \"projects\": [\"%s\"], \"roles\": [\"%s\"]}"
                        .formatted(name, project, role.wire()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return tree(answer).get("token").asString();
    }
}
