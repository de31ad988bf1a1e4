package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of the abuse table that no other test tries over HTTP: A7, A10 to A12, A15 to A17, A21, A22, A25 and A27 to A29. Each
 * is refused with a problem, and nothing but the audit has grown.
 */
class AbuseOverHttpTest extends ApiTest {
    private static final String PROJECT = "/api/v1/projects/ssss";
    private static final String AREA = PROJECT + "/areas/cn";
    private static final List<String> PATHS = List.of(
            "..%2f..%2fetc", "%2e%2e", "a%00b", "a%0d%0ab", "%3Cscript%3E", "$where", "-rf", "x".repeat(300), "%ff");

    /** @param status the only right one; 400 also stands for what the container refuses before anybody reads it */
    record Case(String row, String method, String path, String body, List<Integer> status) {
        @Override
        public String toString() {
            String all = row + " " + method + " " + path + " " + body;
            return all.substring(0, Math.min(150, all.length())).replaceAll("[^ -~]", "?");
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        reports(cases);
        addresses(cases);
        secrets(cases);
        methods(cases);
        assignments(cases);
        processes(cases);
        places(cases);
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefusedWithAProblemAndChangesNothing(Case abuse) {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = send(json(request(abuse.path()), abuse.method(), abuse.body()));

        assertThat(answer.statusCode()).as(answer.body()).isIn(abuse.status());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = tree(answer);
        assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.get("code").asString()).isNotBlank().isNotEqualTo("internal_error");
        assertThat(answer.body()).doesNotContain("Exception", "io.slipway", "root:x:0");
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    /** What only a worker or a CMDB would say: there is no route for it, whoever calls. */
    private static void reports(List<Case> cases) {
        String finished =
                "{\"kind\":\"target_finished\",\"targetId\":\"x:pull:cn\",\"attempt\":1,\"outcome\":\"SUCCEEDED\"}";
        for (String path : List.of(
                "/api/v1/reports",
                "/api/v1/targets/x/finished",
                "/api/v1/jobs/x/targets",
                "/api/v1/workers",
                "/api/v1/jobs/x/finish")) {
            add(cases, "A10", "POST", path, finished, 404, 405);
            add(cases, "A11", "POST", path + "/callback", "{\"final_result\":true}", 404, 405);
        }
        for (String type : List.of("java.lang.Runtime", "io.slipway.contract.WorkOrder", "[]", "os", "x")) {
            add(cases, "A15", "POST", Fixtures.HOT_UPDATES, hot(body -> body.put("@class", type)), 400);
            add(
                    cases,
                    "A15",
                    "POST",
                    Fixtures.FILE_PULLS,
                    "[\"" + type + "\", {\"uuid\": \"x\", \"version\": \"1\"}]",
                    400);
        }
    }

    private static void addresses(List<Case> cases) {
        List<String> inside = List.of(
                "http://169.254.169.254/latest",
                "http://localhost/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/",
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "https://evil.example.net@127.0.0.1/");
        for (String url : inside) {
            for (String field : List.of("callback", "callback_url", "url", "webhook")) {
                add(cases, "A12", "POST", Fixtures.HOT_UPDATES, hot(body -> body.put(field, url)), 400);
            }
        }
        for (String url : List.of(
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "ftp://x/",
                "javascript:alert(1)",
                "//x",
                "",
                "http://",
                "x y",
                "http://a b/")) {
            add(
                    cases,
                    "A12",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> body.putObject("callback").put("url", url)),
                    422);
        }
        for (String host : List.of("", "x".repeat(300), "10.1.1.1/24", "10.1.1.1;id", "$(id)", "::1", "010.1.1.1")) {
            add(
                    cases,
                    "A7",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> area(body).putArray("hosts").add(host)),
                    422);
            add(
                    cases,
                    "A6",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> manager(body).put("ip", host)),
                    422);
        }
    }

    private static void secrets(List<Case> cases) {
        for (String file : List.of("", "relative", "../x", "/etc/../etc/shadow", "/a\u0000b", "/a\nb", "~/x", "-rf")) {
            add(
                    cases,
                    "A17",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> manager(body).put("pass_file", file)),
                    422);
            add(
                    cases,
                    "A17",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> body.putObject("callback")
                            .put("url", "https://cmdb.example.net/")
                            .put("secret_file", file)),
                    422);
        }
        for (String name : List.of("-e sh x", "../x", "a b", "", "$(id)", "a\nb", "x".repeat(65))) {
            add(
                    cases,
                    "A5",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> manager(body).put("module", name)),
                    422);
            add(
                    cases,
                    "A5",
                    "PUT",
                    PROJECT + "abuse",
                    project(body -> manager(body).put("user", name)),
                    422);
        }
    }

    private static void methods(List<Case> cases) {
        for (String path : List.of(
                "/api/v1/jobs/x/cancel",
                "/api/v1/jobs/x/retry",
                "/api/v1/callbacks/replay",
                "/api/v1/tokens/x/disable",
                AREA + "/hot-updates",
                AREA + "/releases",
                "/api/v1/approvals/x/approve")) {
            for (String method : List.of("GET", "PATCH", "DELETE", "HEADX")) {
                if (!(method.equals("GET") && path.endsWith("releases"))) {
                    add(cases, "A21", method, path, "{}", method.equals("HEADX") ? 400 : 405, 404);
                }
            }
        }
    }

    private static void assignments(List<Case> cases) {
        for (String field : List.of(
                "state",
                "created_by",
                "_id",
                "job_seq",
                "round",
                "attempt",
                "approved",
                "settled",
                "project",
                "fingerprint")) {
            add(cases, "A22", "POST", Fixtures.HOT_UPDATES, hot(body -> body.put(field, "SUCCEEDED")), 400);
            add(
                    cases,
                    "A22",
                    "POST",
                    Fixtures.FILE_PULLS,
                    Fixtures.filePull().put(field, "x").toString(),
                    400);
        }
        for (String field : List.of("token", "hash", "created_at", "disabled", "_id")) {
            add(
                    cases,
                    "A22",
                    "POST",
                    "/api/v1/tokens",
                    "{\"name\": \"mass\", \"projects\": [\"ssss\"], \"roles\": [\"viewer\"], \"" + field + "\": \"x\"}",
                    400);
        }
    }

    private static void processes(List<Case> cases) {
        for (String action : List.of(
                "shutdown",
                "supervisor.shutdown",
                "system.multicall",
                "supervisor.supervisord.options.warnings.linecache.os.system",
                "RESTART",
                "",
                "start;id")) {
            String body = "{\"uuid\": \"x\", \"action\": \"" + action + "\", \"servers\": {\"all\": true}}";
            add(cases, "A25", "POST", AREA + "/services", body, 422);
        }
        for (String process : List.of("a:b:c", "../x", "-a", "a b", "$(id)", ":", "a\\u0000")) {
            String body = "{\"ip\": \"10.1.1.1\", \"name\": \"qq_1\", \"process\": \"" + process + "\"}";
            add(cases, "A25", "PUT", PROJECT + "/game-servers/10.1.1.1:qq_1", body, 422);
        }
        for (String action : List.of("cancel", "retry", "pause", "resume", "waves/1/skip")) {
            add(cases, "A27", "POST", "/api/v1/jobs/no-such-job/" + action, "{}", 404);
            add(cases, "A27", "POST", "/api/v1/jobs/%24where/" + action, "{}", 404);
        }
    }

    private static void places(List<Case> cases) {
        for (String path : PATHS) {
            add(cases, "A28", "GET", "/api/v1/jobs/" + path, "", 400, 404);
            add(cases, "A28", "PUT", "/api/v1/projects/" + path, project(body -> {}), 400, 404, 422);
            add(
                    cases,
                    "A28",
                    "PUT",
                    "/api/v1/queue-mappings/" + path,
                    "{\"role\": \"file-pull\", \"projects\": [\"ssss\"]}",
                    400,
                    404,
                    409,
                    422);
            add(cases, "A16", "GET", "/api/v1/queues/" + path + "/dead-letters", "", 400, 404);
            add(cases, "A29", "GET", PROJECT + "/game-servers/10.1.1.1:qq_1/logs/" + path, "", 400, 404, 422);
            add(cases, "A29", "GET", PROJECT + "/game-servers/10.1.1.1:" + path + "/logs/stdout", "", 400, 404, 422);
        }
    }

    private static void add(List<Case> cases, String row, String method, String path, String body, Integer... status) {
        cases.add(new Case(row, method, path, body, Arrays.asList(status)));
    }

    private static String hot(Consumer<ObjectNode> change) {
        ObjectNode body = Fixtures.hotUpdate();
        change.accept(body);
        return body.toString();
    }

    private static String project(Consumer<ObjectNode> change) {
        ObjectNode body = (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        change.accept(body);
        return body.toString();
    }

    private static ObjectNode area(ObjectNode project) {
        return (ObjectNode) project.get("areas").get(0);
    }

    private static ObjectNode manager(ObjectNode project) {
        return (ObjectNode) area(project).get("rsync_managers").get(0);
    }
}
