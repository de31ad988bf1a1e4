package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;

/** What a service request selects, and rows A5, A6 and A14 for each of its fields. */
class ServiceRequestTest extends ApiTest {
    private static final String SERVICES = "/api/v1/projects/svc/areas/cn/services";
    private static boolean ready;

    @BeforeAll
    static void notYet() {
        ready = false;
    }

    @BeforeEach
    void project() {
        if (!ready) {
            String servers = ServerFixtures.onboard(this, "svc");
            ServerFixtures.csv(this, servers, ServerFixtures.SEED);
            ServerFixtures.csv(
                    this,
                    servers,
                    "ip,name,labels,role\n192.168.5.3,gameGate,gray test,cross\n"
                            + "192.168.5.13,gameserver_test,gray,\n");
            put(servers, "{\"game_servers\": [{\"ip\": \"10.8.0.1\", \"name\": \"tw_1\", \"labels\": [\"gray\"]}]}");
            ready = true;
        }
    }

    /** Selection and the names it finds, by IP. */
    static Stream<Arguments> selections() {
        return Stream.of(
                Arguments.of("{\"labels\": [\"gray\"]}", "192.168.5.3 gameGate; 192.168.5.13 gameserver_test"),
                Arguments.of("{\"labels\": [\"gray\", \"test\"]}", "192.168.5.3 gameGate"),
                Arguments.of("{\"labels\": [\"gray\"], \"roles\": [\"game\"]}", "192.168.5.13 gameserver_test"),
                Arguments.of("{\"roles\": [\"cross\", \"cross_center\"]}", "192.168.5.3 gameGate"),
                Arguments.of(
                        "{\"app_types\": [\"gameLogin\"], \"ips\": [\"192.168.5.3\", \"192.168.5.194\"]}",
                        "192.168.5.3 gameLogin; 192.168.5.194 gameLogin"),
                Arguments.of(
                        "{\"ids\": [\"192.168.5.194:gameGate\", \"192.168.5.3:gameGate\"]}",
                        "192.168.5.194 gameGate; 192.168.5.3 gameGate"),
                Arguments.of(
                        "{\"names\": {\"192.168.5.3\": [\"gameLogin\", \"gameGate\"]}}",
                        "192.168.5.3 gameLogin gameGate"),
                // two 大区 of one process are one
                Arguments.of(
                        "{\"names\": {\"192.168.5.195\": [\"gameserver_test_2\", \"gameserver_test\"]}}",
                        "192.168.5.195 gameserver_test_2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("selections")
    void aSelectionFindsRegisteredServersOfTheArea(String selection, String found) {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = post(SERVICES + "?dry_run=true", body(freshUuid(), "restart", selection));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode plan = tree(answer);
        assertThat(plan.get("plan")
                        .valueStream()
                        .map(host -> host.get("ip").asString() + " "
                                + host.get("servers")
                                        .valueStream()
                                        .map(server -> server.get("name").asString())
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(found);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void aDryRunOfEverythingSaysHowMuchAndWhatSharesAProcess() {
        JsonNode plan = tree(post(SERVICES + "?dry_run=true", body(freshUuid(), "restart", "{\"all\": true}")));

        assertThat(plan.get("hosts").asInt()).isEqualTo(4);
        assertThat(plan.get("servers").asInt()).isEqualTo(10);
        assertThat(plan.get("area").asString()).isEqualTo("大陆");
        assertThat(plan.get("plan").get(3).get("servers").get(2).get("sharing").toString())
                .isEqualTo("[\"gameserver_test_2\"]");
    }

    @Test
    void anAcceptedRequestIsAJobWithItsServersFrozen() {
        String uuid = freshUuid();
        HttpResponse<String> answer = post(SERVICES, body(uuid, "stop", "{\"labels\": [\"gray\"]}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/jobs/" + uuid);
        JsonNode job = tree(get("/api/v1/jobs/" + uuid));
        assertThat(job.get("kind").asString()).isEqualTo("SERVICE");
        assertThat(job.get("action").asString()).isEqualTo("stop");
        assertThat(job.get("steps").get(0).get("targets").asInt()).isEqualTo(2);
        assertThat(MemoryStore.database()
                        .getCollection("job_inputs")
                        .find(new org.bson.Document("_id", uuid))
                        .first())
                .satisfies(inputs -> assertThat(String.valueOf(inputs)).contains("gameGate", "STOP"));
        assertThat(MemoryStore.lastAuditEntry().getString("job_id")).isEqualTo(uuid);
        post("/api/v1/jobs/" + uuid + "/cancel", "{}");
    }

    @Test
    void aHostThatLeftTheAreaIsNotTouched() {
        String servers = ServerFixtures.onboard(this, "svcless");
        put(
                servers,
                "{\"game_servers\": [{\"ip\": \"10.8.0.1\", \"name\": \"a\"}, {\"ip\": \"192.168.5.3\", \"name\": \"b\"}]}");
        String less = tree(get("/api/v1/projects/svcless")).toString().replace("\"10.8.0.1\",", "");
        assertThat(put("/api/v1/projects/svcless", less).statusCode()).isEqualTo(200);

        HttpResponse<String> answer =
                post("/api/v1/projects/svcless/areas/tw/services", body(freshUuid(), "stop", "{\"all\": true}"));

        RequestTest.assertProblem(answer, 422, "unknown_host", "/servers");
        assertThat(answer.body()).contains("10.8.0.1");
    }

    @Test
    void anOrderNeverOutgrowsTheBroker() {
        String servers = ServerFixtures.onboard(this, "svcbig");
        String call = "health:check().";
        String many = IntStream.range(0, 65)
                .mapToObj(i -> "{\"ip\": \"10.8.0.1\", \"name\": \"" + i + "x".repeat(60) + "\", \"process\": \""
                        + "g".repeat(60) + ":" + i + "p".repeat(60)
                        + "\", \"health\": {\"kind\": \"http\", \"port\": 80,"
                        + " \"path\": \"/" + "h".repeat(180) + "\"}}")
                .collect(Collectors.joining(","));
        assertThat(put(servers, "{\"game_servers\": [" + many + "]}").statusCode())
                .isEqualTo(200);
        String services = "/api/v1/projects/svcbig/areas/tw/services?dry_run=true";

        RequestTest.assertProblem(
                post(services, body(freshUuid(), "stop", "{\"all\": true}")), 422, "too_many", "/servers");
        List<String> ids = IntStream.range(0, 60)
                .mapToObj(i -> "\"10.8.0.1:" + i + "x".repeat(60) + "\"")
                .toList();
        RequestTest.assertProblem(
                post(services, body(freshUuid(), "stop", "{\"ids\": " + ids + "}")), 422, "too_many", "/servers");
        assertThat(post(services, body(freshUuid(), "stop", "{\"ids\": " + ids.subList(0, 20) + "}"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(call).isNotEmpty();
    }

    /** Row, body, status, code, pointer of the first error. */
    static Stream<Arguments> abuse() {
        List<Arguments> cases = new ArrayList<>();
        String all = "{\"all\": true}";
        for (String name :
                List.of("-e sh pwn.sh", ";id", "$(id)", "`id`", "../x", "a b", "x".repeat(65), "甲", "", "a\u0000")) {
            String text = JSON.writeValueAsString(name);
            refuse(
                    cases,
                    "uuid",
                    "{\"uuid\": " + text + ", \"action\": \"stop\", \"servers\": " + all + "}",
                    "bad_name",
                    "/uuid");
            refuse(
                    cases,
                    "action",
                    "{\"uuid\": \"u\", \"action\": " + text + ", \"servers\": " + all + "}",
                    "bad_value",
                    "/action");
            select(
                    cases,
                    "{\"ids\": [\"192.168.5.3:gameGate\", " + text + "]}",
                    "unregistered_server",
                    "/servers/ids/1");
            select(cases, "{\"names\": {\"192.168.5.3\": [" + text + "]}}", "bad_name", "/servers/names/192.168.5.3/0");
            select(
                    cases,
                    "{\"names\": {" + text + ": [\"gameGate\"]}}",
                    "unknown_host",
                    "/servers/names/" + name.replace("/", "~1"));
            select(cases, "{\"labels\": [" + text + "]}", "bad_name", "/servers/labels/0");
            select(cases, "{\"roles\": [" + text + "]}", "bad_value", "/servers/roles/0");
            select(cases, "{\"ips\": [" + text + "]}", "unknown_host", "/servers/ips/0");
            select(cases, "{\"app_types\": [" + text + "]}", "bad_name", "/servers/app_types/0");
        }
        for (String ip :
                List.of("10.9.9.9", "10.8.0.1", "010.7.0.1", "::1", "localhost", "127.0.0.1", "-oProxyCommand=id")) {
            select(cases, "{\"ips\": [\"" + ip + "\"]}", "unknown_host", "/servers/ips/0");
            select(cases, "{\"names\": {\"" + ip + "\": [\"x\"]}}", "unknown_host", "/servers/names/" + ip);
        }
        // of the other area
        select(cases, "{\"ids\": [\"10.8.0.1:tw_1\"]}", "unregistered_server", "/servers/ids/0");
        select(
                cases,
                "{\"names\": {\"192.168.5.3\": [\"nobody\"]}}",
                "unregistered_server",
                "/servers/names/192.168.5.3/0");
        select(
                cases,
                "{\"ids\": [\"192.168.5.3:gameGate\", \"192.168.5.3:gameGate\"]}",
                "duplicate_server",
                "/servers/ids/1");
        select(
                cases,
                "{\"names\": {\"192.168.5.3\": [\"gameGate\", \"gameGate\"]}}",
                "duplicate_server",
                "/servers/names/192.168.5.3/1");
        select(cases, "{\"labels\": [\"gray\", \"gray\"]}", "duplicate", "/servers/labels/1");
        select(cases, "{\"labels\": [\"nowhere\"]}", "nothing_selected", "/servers");
        select(cases, "{\"labels\": [\"gray\"], \"app_types\": [\"gameLogin\"]}", "nothing_selected", "/servers");
        selectEmpty(cases);
        types(cases);
        return cases.stream();
    }

    private static void selectEmpty(List<Arguments> cases) {
        select(cases, "{}", "bad_selection", "/servers");
        select(cases, "{\"all\": false}", "bad_selection", "/servers");
        select(cases, "{\"all\": null}", "bad_selection", "/servers");
        select(cases, "{\"all\": true, \"labels\": [\"gray\"]}", "bad_selection", "/servers");
        select(cases, "{\"all\": true, \"ids\": [\"192.168.5.3:gameGate\"]}", "bad_selection", "/servers");
        select(cases, "{\"ids\": [\"192.168.5.3:gameGate\"], \"names\": {}}", "bad_selection", "/servers");
        select(cases, "{\"names\": {}, \"ips\": []}", "bad_selection", "/servers");
        for (String list : List.of("ids", "labels", "roles", "ips", "app_types")) {
            select(cases, "{\"" + list + "\": []}", "too_few", "/servers/" + list);
        }
        select(cases, "{\"names\": {}}", "too_few", "/servers/names");
        select(cases, "{\"names\": {\"192.168.5.3\": []}}", "too_few", "/servers/names/192.168.5.3");
        String many = IntStream.range(0, 65).mapToObj(i -> "\"n" + i + "\"").collect(Collectors.joining(","));
        select(cases, "{\"names\": {\"192.168.5.3\": [" + many + "]}}", "too_many", "/servers/names/192.168.5.3");
        String labels = IntStream.range(0, 2001).mapToObj(i -> "\"n" + i + "\"").collect(Collectors.joining(","));
        select(cases, "{\"labels\": [" + labels + "]}", "too_many", "/servers/labels");
    }

    private static void types(List<Arguments> cases) {
        for (String wrong : List.of("7", "{\"$gt\": \"\"}", "[\"stop\"]", "true")) {
            form(
                    cases,
                    "{\"uuid\": " + wrong + ", \"action\": \"stop\", \"servers\": {\"all\": true}}",
                    "wrong_type",
                    "/uuid");
            form(
                    cases,
                    "{\"uuid\": \"u\", \"action\": " + wrong + ", \"servers\": {\"all\": true}}",
                    "wrong_type",
                    "/action");
        }
        form(cases, "{\"action\": \"stop\", \"servers\": {\"all\": true}}", "missing_field", "/uuid");
        form(cases, "{\"uuid\": \"u\", \"servers\": {\"all\": true}}", "missing_field", "/action");
        form(cases, "{\"uuid\": \"u\", \"action\": \"stop\"}", "missing_field", "/servers");
        form(cases, body("u", "stop", "null"), "missing_field", "/servers");
        form(cases, body("u", "stop", "\"all\""), "wrong_type", "/servers");
        form(cases, body("u", "stop", "[]"), "wrong_type", "/servers");
        form(cases, body("u", "stop", "{\"all\": \"true\"}"), "wrong_type", "/servers/all");
        form(cases, body("u", "stop", "{\"all\": 1}"), "wrong_type", "/servers/all");
        form(cases, body("u", "stop", "{\"ids\": \"192.168.5.3:gameGate\"}"), "wrong_type", "/servers/ids");
        form(cases, body("u", "stop", "{\"ids\": [7]}"), "wrong_type", "/servers/ids/0");
        form(cases, body("u", "stop", "{\"ids\": [null]}"), "wrong_type", "/servers/ids/0");
        form(cases, body("u", "stop", "{\"names\": [\"a\"]}"), "wrong_type", "/servers/names");
        form(
                cases,
                body("u", "stop", "{\"names\": {\"192.168.5.3\": \"a\"}}"),
                "wrong_type",
                "/servers/names/192.168.5.3");
        form(cases, body("u", "stop", "{\"$where\": \"1\"}"), "unknown_field", "/servers/$where");
        form(cases, body("u", "stop", "{\"processes\": [\"a\"]}"), "unknown_field", "/servers/processes");
        String silent = "{\"uuid\": \"u\", \"action\": \"stop\", \"servers\": {\"all\": true}, \"silence\": %s}";
        form(cases, silent.formatted("\"yes\""), "wrong_type", "/silence");
        form(cases, silent.formatted("1"), "wrong_type", "/silence");
        form(cases, silent.formatted("true, \"command\": \"rm\""), "unknown_field", "/command");
        form(cases, silent.formatted("true, \"silence\": false"), "duplicate_key", "/silence");
    }

    private static void select(List<Arguments> cases, String selection, String code, String pointer) {
        refuse(cases, selection, body("u", "restart", selection), code, pointer);
    }

    private static void form(List<Arguments> cases, String body, String code, String pointer) {
        cases.add(Arguments.of(body, body, 400, code, pointer));
    }

    private static void refuse(List<Arguments> cases, String what, String body, String code, String pointer) {
        cases.add(Arguments.of(what.substring(0, Math.min(80, what.length())), body, 422, code, pointer));
    }

    @ParameterizedTest(name = "{0} {4}")
    @MethodSource("abuse")
    void isRefusedAndChangesNothing(String what, String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = post(SERVICES, body);
        HttpResponse<String> dry = post(SERVICES + "?dry_run=true", body);

        RequestTest.assertProblem(answer, status, code, pointer);
        RequestTest.assertProblem(dry, status, code, pointer);
        assertThat(tree(answer).get("errors")).as(what).hasSize(1);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 2);
        assertThat(MemoryStore.lastAuditEntry().getString("code")).isEqualTo(code);
    }

    @Test
    void anotherProjectsTokenAndAnUnknownAreaFindNothing() {
        RequestTest.assertProblem(
                post("/api/v1/projects/nobody/areas/cn/services", body("u", "stop", "{\"all\": true}")),
                404,
                "unknown_project",
                null);
        RequestTest.assertProblem(
                post("/api/v1/projects/svc/areas/jp/services", body("u", "stop", "{\"all\": true}")),
                404,
                "unknown_area",
                null);
    }

    private static String body(String uuid, String action, String servers) {
        return "{\"uuid\": \"" + uuid + "\", \"action\": \"" + action + "\", \"servers\": " + servers + "}";
    }
}
