package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Rows A5, A6, A14 and A27 for each field of a plan and of its run; nothing is stored after a refusal. */
class ReleasePlanAbuseTest extends ReleaseTest {
    private static final String P = "rpabuse";
    private static final List<String> INJECTIONS =
            List.of("-e sh pwn.sh", ";id", "$(id)", "`id`", "../x", "a/b", "a b", "x".repeat(65), "甲", "", "a\u0000");
    private static final List<String> NO_TEXT = List.of("7", "true", "[\"a\"]", "{\"$gt\": \"\"}");
    private static boolean ready;

    @BeforeAll
    static void notYet() {
        ready = false;
    }

    @BeforeEach
    void project() {
        if (!ready) {
            onboardReleases(P);
            ready(P, "001", Map.of("a", "1"));
            askPackage(P, "GameServer", "002");
            ready = true;
        }
    }

    /** Body, status, code, pointer of the first error. */
    static Stream<Arguments> plans() {
        List<Arguments> cases = new ArrayList<>();
        names(cases);
        options(cases);
        selections(cases);
        waves(cases);
        rollbacks(cases);
        return cases.stream();
    }

    private static void names(List<Arguments> cases) {
        for (String field : List.of("app_type", "version")) {
            INJECTIONS.forEach(name -> refuse(cases, 422, field, text(name), "bad_name", "/" + field));
            NO_TEXT.forEach(wrong -> refuse(cases, 400, field, wrong, "wrong_type", "/" + field));
            refuse(cases, 400, field, "null", "missing_field", "/" + field);
        }
        refuse(cases, 422, "version", text("009"), "unknown_package", "/version");
        refuse(cases, 422, "version", text("002"), "unknown_package", "/version"); // not ready
        refuse(cases, 422, "app_type", text("gameLogin"), "unknown_package", "/version");
        INJECTIONS.forEach(name -> refuse(cases, 422, "purpose", text(name), "bad_value", "/purpose"));
        refuse(cases, 422, "purpose", text("RELEASE"), "bad_value", "/purpose");
        NO_TEXT.forEach(wrong -> refuse(cases, 400, "purpose", wrong, "wrong_type", "/purpose"));
        refuse(cases, 422, "rollback_of", text("x"), "not_for_this_kind", "/rollback_of");
        refuse(cases, 400, "host", text("x"), "unknown_field", "/host");
        refuse(cases, 400, "uuid", text("x"), "unknown_field", "/uuid");
    }

    private static void options(List<Arguments> cases) {
        for (String bad : List.of(
                "",
                "/etc/passwd",
                "../x",
                "a/../b",
                "-rf",
                "a\\b",
                "a:b",
                "a%b",
                ".slipway/x",
                "a//b",
                "a\u0000",
                "a\nb")) {
            refuse(cases, 422, "kept", "[\"ok\", " + text(bad) + "]", "bad_file_name", "/kept/1");
        }
        refuse(cases, 422, "kept", "[\"a\", \"a\"]", "duplicate_file", "/kept/1");
        refuse(cases, 422, "kept", "[\"a\", \"A\"]", "duplicate_file", "/kept/1");
        refuse(cases, 422, "kept", numbered("f", 101), "too_many", "/kept");
        refuse(cases, 422, "kept", numbered("f" + "x".repeat(100), 50), "too_many", "/kept");
        refuse(cases, 400, "kept", "\"a\"", "wrong_type", "/kept");
        refuse(cases, 400, "kept", "[7]", "wrong_type", "/kept/0");
        refuse(cases, 400, "kept", "[null]", "wrong_type", "/kept/0");
        INJECTIONS.forEach(name -> refuse(cases, 422, "processes", text(name), "bad_value", "/processes"));
        refuse(cases, 422, "processes", text("AS_BEFORE"), "bad_value", "/processes");
        NO_TEXT.forEach(wrong -> refuse(cases, 400, "processes", wrong, "wrong_type", "/processes"));
        for (String field : List.of("adopt", "silence")) {
            for (String wrong : List.of("\"true\"", "1", "[]", "{}")) {
                refuse(cases, 400, field, wrong, "wrong_type", "/" + field);
            }
        }
        for (String wrong : List.of("0", "-1", "65", "2147483647")) {
            refuse(cases, 422, "at_once", wrong, "bad_value", "/at_once");
        }
        for (String wrong : List.of("\"1\"", "1.5", "true", "[1]", "99999999999")) {
            refuse(cases, 400, "at_once", wrong, "wrong_type", "/at_once");
        }
    }

    private static void selections(List<Arguments> cases) {
        refuse(cases, 400, "servers", "null", "missing_field", "/servers");
        refuse(cases, 400, "servers", "\"all\"", "wrong_type", "/servers");
        refuse(cases, 422, "servers", "{}", "bad_selection", "/servers");
        refuse(cases, 422, "servers", "{\"all\": false}", "bad_selection", "/servers");
        refuse(cases, 422, "servers", "{\"all\": true, \"ips\": [\"10.20.0.1\"]}", "bad_selection", "/servers");
        refuse(cases, 422, "servers", "{\"ids\": []}", "too_few", "/servers/ids");
        refuse(cases, 422, "servers", "{\"labels\": [\"nowhere\"]}", "nothing_selected", "/servers");
        refuse(cases, 422, "servers", "{\"ips\": [\"10.9.9.9\"]}", "unknown_host", "/servers/ips/0");
        refuse(cases, 422, "servers", "{\"ips\": [\"10.21.0.1\"]}", "unknown_host", "/servers/ips/0");
        refuse(cases, 422, "servers", "{\"app_types\": [\"gameLogin\"]}", "nothing_to_release", "/servers");
        refuse(
                cases,
                422,
                "servers",
                "{\"ids\": [\"10.20.0.1:game_1\", \"10.20.0.1:game_1\"]}",
                "duplicate_server",
                "/servers/ids/1");
        for (String name : INJECTIONS) {
            refuse(cases, 422, "servers", "{\"ids\": [" + text(name) + "]}", "unregistered_server", "/servers/ids/0");
            refuse(cases, 422, "servers", "{\"ips\": [" + text(name) + "]}", "unknown_host", "/servers/ips/0");
            refuse(cases, 422, "servers", "{\"labels\": [" + text(name) + "]}", "bad_name", "/servers/labels/0");
            refuse(cases, 422, "servers", "{\"roles\": [" + text(name) + "]}", "bad_value", "/servers/roles/0");
        }
    }

    private static void waves(List<Arguments> cases) {
        for (String name : INJECTIONS) {
            refuse(cases, 422, "waves", "{\"canary\": [" + text(name) + "]}", "unknown_host", "/waves/canary/0");
            refuse(cases, 422, "waves", "{\"sizes\": [" + text(name) + "]}", "bad_value", "/waves/sizes/0");
            refuse(cases, 422, "waves", "{\"roles\": [" + text(name) + "]}", "bad_value", "/waves/roles/0");
            refuse(
                    cases,
                    422,
                    "waves",
                    "{\"labels_first\": [" + text(name) + "]}",
                    "bad_name",
                    "/waves/labels_first/0");
            refuse(cases, 422, "waves", "{\"between\": " + text(name) + "}", "bad_value", "/waves/between");
            refuse(cases, 422, "waves", "{\"max_failures\": " + text(name) + "}", "bad_value", "/waves/max_failures");
        }
        refuse(cases, 422, "waves", "{\"canary\": [\"10.21.0.1\"]}", "unknown_host", "/waves/canary/0");
        refuse(cases, 422, "waves", "{\"parallel\": 0}", "bad_value", "/waves/parallel");
        refuse(cases, 422, "waves", "{\"parallel\": 501}", "bad_value", "/waves/parallel");
        refuse(cases, 422, "waves", "{\"between\": \"pause\"}", "bad_value", "/waves/pause_seconds");
        refuse(cases, 422, "waves", "{\"pause_seconds\": 5}", "bad_value", "/waves/pause_seconds");
        refuse(cases, 400, "waves", "[]", "wrong_type", "/waves");
        refuse(cases, 400, "waves", "{\"first\": 1}", "unknown_field", "/waves/first");
        refuse(cases, 400, "waves", "{\"canary\": \"10.20.0.1\"}", "wrong_type", "/waves/canary");
    }

    private static void rollbacks(List<Arguments> cases) {
        String rollback = "{\"purpose\": \"rollback\", \"rollback_of\": %s}";
        for (String name : INJECTIONS) {
            cases.add(Arguments.of(rollback.formatted(text(name)), 422, "bad_name", "/rollback_of"));
        }
        NO_TEXT.forEach(wrong -> cases.add(Arguments.of(rollback.formatted(wrong), 400, "wrong_type", "/rollback_of")));
        cases.add(Arguments.of("{\"purpose\": \"rollback\"}", 400, "missing_field", "/rollback_of"));
        cases.add(Arguments.of(rollback.formatted("null"), 400, "missing_field", "/rollback_of"));
        cases.add(Arguments.of(rollback.formatted("\"nobody\""), 404, "unknown_job", "/rollback_of"));
        cases.add(Arguments.of(
                rollback.formatted("\"x\", \"servers\": {\"all\": true}"), 422, "not_for_this_kind", "/servers"));
    }

    private static void refuse(List<Arguments> cases, int status, String field, String value, String code, String at) {
        ObjectNode body = (ObjectNode) JSON.readTree(release("001", "{\"app_types\": [\"GameServer\"]}"));
        body.set(field, JSON.readTree(value));
        cases.add(Arguments.of(body.toString(), status, code, at));
    }

    private static String text(String name) {
        return JSON.writeValueAsString(name);
    }

    private static String numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> text(name + i)).collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void aBadPlanIsRefused(String body, int status, String code, String pointer) {
        assertRefused("/release-plans", body, status, code, pointer);
    }

    static Stream<Arguments> runs() {
        List<Arguments> cases = new ArrayList<>();
        for (String field : List.of("uuid", "plan")) {
            for (String name : INJECTIONS) {
                cases.add(Arguments.of(run(field, text(name)), 422, "bad_name", "/" + field));
            }
            for (String wrong : NO_TEXT) {
                cases.add(Arguments.of(run(field, wrong), 400, "wrong_type", "/" + field));
            }
            cases.add(Arguments.of(run(field, "null"), 400, "missing_field", "/" + field));
        }
        cases.add(Arguments.of(run("plan", "\"nobody\""), 404, "unknown_plan", null));
        cases.add(Arguments.of(run("uuid", "\"pull-x\""), 422, "bad_name", "/uuid"));
        cases.add(Arguments.of(run("servers", "{\"all\": true}"), 400, "unknown_field", "/servers"));
        return cases.stream();
    }

    private static String run(String field, String value) {
        ObjectNode body = (ObjectNode) JSON.readTree("{\"uuid\": \"u\", \"plan\": \"p\"}");
        return body.set(field, JSON.readTree(value)).toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aBadRunIsRefused(String body, int status, String code, String pointer) {
        assertRefused("/releases", body, status, code, pointer);
    }

    private void assertRefused(String route, String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = post(area(P) + route, body);

        RequestTest.assertProblem(answer, status, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
        assertThat(MemoryStore.lastAuditEntry().getString("code")).isEqualTo(code);
    }

    @Test
    void aPlanOfAnotherAreaOrOfAProjectThatIsNotSeenIsUnknown() {
        String plan = plan(P, release("001", "{\"app_types\": [\"GameServer\"]}"))
                .get("id")
                .asString();
        RequestTest.assertProblem(
                post("/api/v1/projects/" + P + "/areas/tw/releases", "{\"uuid\": \"u\", \"plan\": \"" + plan + "\"}"),
                404,
                "unknown_plan",
                null);
        String stranger = token("stranger", "ssss", "operator");
        RequestTest.assertProblem(as(stranger, "GET", "/api/v1/release-plans/" + plan, ""), 404, "unknown_plan", null);
        RequestTest.assertProblem(
                as(stranger, "GET", "/api/v1/release-plans/" + plan + "/files", ""), 404, "unknown_plan", null);
        RequestTest.assertProblem(
                as(stranger, "GET", "/api/v1/projects/" + P + "/packages", ""), 404, "unknown_project", null);
        RequestTest.assertProblem(get("/api/v1/release-plans/nobody"), 404, "unknown_plan", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"packages", "release-plans", "releases"})
    void aViewerOnlyLooks(String route) {
        String viewer = token("looker-" + route, P, "viewer");
        Map<String, Long> before = MemoryStore.counts();

        RequestTest.assertProblem(as(viewer, "POST", area(P) + "/" + route, "{}"), 403, "forbidden", null);

        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(as(viewer, "GET", "/api/v1/projects/" + P + "/packages/GameServer/001", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOrderNeverOutgrowsTheBroker() {
        onboardReleases("rpbig");
        ready("rpbig", "001", Map.of("a", "1"));
        String many = IntStream.range(0, 60)
                .mapToObj(i -> "{\"ip\": \"10.20.0.1\", \"name\": \"big_" + i + "x".repeat(50)
                        + "\", \"app_type\": \"GameServer\", \"path\": \"/data/" + i + "y".repeat(180)
                        + "\", \"health\": {\"kind\": \"http\", \"port\": 80, \"path\": \"/" + "h".repeat(180) + "\"}}")
                .collect(Collectors.joining(","));
        HttpResponse<String> put = put("/api/v1/projects/rpbig/game-servers", "{\"game_servers\": [" + many + "]}");
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);

        RequestTest.assertProblem(
                post(area("rpbig") + "/release-plans", release("001", "{\"ips\": [\"10.20.0.1\"]}")),
                422,
                "too_many",
                "/servers");
    }

    private String token(String name, String project, String role) {
        HttpResponse<String> answer = post(
                "/api/v1/tokens",
                "{\"name\": \"%s\", \"projects\": [\"%s\"], \"roles\": [\"%s\"]}".formatted(name, project, role));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return tree(answer).get("token").asString();
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        HttpRequest.Builder request = anonymous(path).header("Authorization", "Bearer " + token);
        return send(method.equals("GET") ? request.GET() : json(request, method, body));
    }
}
