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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The waves of service jobs and hot updates, and what people do with them, over HTTP. */
class WaveRequestTest extends ApiTest {
    private static final String SERVICES = "/api/v1/projects/wav/areas/cn/services";
    private static final String HOT_UPDATES = "/api/v1/projects/wav/areas/cn/hot-updates";
    private static boolean ready;

    @BeforeAll
    static void notYet() {
        ready = false;
    }

    @BeforeEach
    void project() {
        if (!ready) {
            String servers = ServerFixtures.onboard(this, "wav");
            ServerFixtures.csv(this, servers, ServerFixtures.SEED);
            ServerFixtures.csv(this, servers, "ip,name,labels,role\n192.168.5.194,gameGate,test,cross\n");
            ready = true;
        }
    }

    /** Field with a wrong value, status, code, pointer. */
    static Stream<Arguments> wrong() {
        List<Arguments> cases = new ArrayList<>();
        refuse(cases, "\"canary\": [\"10.9.9.9\"]", "unknown_host", "/waves/canary/0");
        refuse(cases, "\"canary\": [\"-oProxyCommand=id\"]", "unknown_host", "/waves/canary/0");
        refuse(cases, "\"canary\": [\"192.168.5.3\", \"192.168.5.3\"]", "duplicate", "/waves/canary/1");
        for (String size : List.of("0", "0%", "101%", "-1", "1.5", "ten", "", "1 %", "99999", "5%%", "$(id)")) {
            refuse(cases, "\"sizes\": [\"1\", \"" + size + "\"]", "bad_value", "/waves/sizes/1");
        }
        String many = IntStream.range(0, 51).mapToObj(i -> "\"1\"").collect(Collectors.joining(","));
        refuse(cases, "\"sizes\": [" + many + "]", "too_many", "/waves/sizes");
        refuse(cases, "\"roles\": [\"game\", \"gate\"]", "bad_value", "/waves/roles/1");
        refuse(cases, "\"roles\": [\"game\", \"game\"]", "duplicate", "/waves/roles/1");
        refuse(cases, "\"labels_first\": [\"a b\"]", "bad_name", "/waves/labels_first/0");
        refuse(cases, "\"labels_first\": [\"test\", \"test\"]", "duplicate", "/waves/labels_first/1");
        for (String parallel : List.of("0", "-1", "501")) {
            refuse(cases, "\"parallel\": " + parallel, "bad_value", "/waves/parallel");
        }
        refuse(cases, "\"between\": \"never\"", "bad_value", "/waves/between");
        refuse(cases, "\"between\": \"CONFIRM\"", "bad_value", "/waves/between");
        refuse(cases, "\"between\": \"pause\"", "bad_value", "/waves/pause_seconds");
        refuse(cases, "\"between\": \"pause\", \"pause_seconds\": 0", "bad_value", "/waves/pause_seconds");
        refuse(cases, "\"between\": \"pause\", \"pause_seconds\": 86401", "bad_value", "/waves/pause_seconds");
        refuse(cases, "\"between\": \"confirm\", \"pause_seconds\": 5", "bad_value", "/waves/pause_seconds");
        for (String failures : List.of("-1", "all", "101%", "", "1e3")) {
            refuse(cases, "\"max_failures\": \"" + failures + "\"", "bad_value", "/waves/max_failures");
        }
        form(cases, "\"canary\": \"192.168.5.3\"", "wrong_type", "/waves/canary");
        form(cases, "\"canary\": [7]", "wrong_type", "/waves/canary/0");
        form(cases, "\"sizes\": [5]", "wrong_type", "/waves/sizes/0");
        form(cases, "\"roles\": \"game\"", "wrong_type", "/waves/roles");
        form(cases, "\"labels_first\": {\"$gt\": \"\"}", "wrong_type", "/waves/labels_first");
        form(cases, "\"parallel\": \"20\"", "wrong_type", "/waves/parallel");
        form(cases, "\"parallel\": 1.5", "wrong_type", "/waves/parallel");
        form(cases, "\"between\": true", "wrong_type", "/waves/between");
        form(cases, "\"pause_seconds\": \"60\"", "wrong_type", "/waves/pause_seconds");
        form(cases, "\"max_failures\": 1", "wrong_type", "/waves/max_failures");
        form(cases, "\"budget\": 1", "unknown_field", "/waves/budget");
        form(cases, "\"parallel\": 1, \"parallel\": 2", "duplicate_key", "/waves/parallel");
        return cases.stream();
    }

    private static void refuse(List<Arguments> cases, String waves, String code, String pointer) {
        cases.add(Arguments.of(waves.substring(0, Math.min(70, waves.length())), waves, 422, code, pointer));
    }

    private static void form(List<Arguments> cases, String waves, String code, String pointer) {
        cases.add(Arguments.of(waves, waves, 400, code, pointer));
    }

    @ParameterizedTest(name = "{0} {4}")
    @MethodSource("wrong")
    void isRefusedAndChangesNothing(String name, String waves, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> service = post(SERVICES, service(freshUuid(), "{" + waves + "}"));
        HttpResponse<String> update = post(HOT_UPDATES, update(freshUuid(), "{" + waves + "}"));

        RequestTest.assertProblem(service, status, code, pointer);
        RequestTest.assertProblem(update, status, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void aDryRunShowsTheWavesWithTestHostsFirst() {
        JsonNode plan = tree(post(
                SERVICES + "?dry_run=true",
                service(freshUuid(), "{\"canary\": [\"192.168.5.13\"], \"sizes\": [\"1\"]}")));

        assertThat(plan.get("waves").toString())
                .isEqualTo("[{\"number\":1,\"name\":\"canary\",\"hosts\":[\"192.168.5.13\"]},"
                        + "{\"number\":2,\"name\":\"wave 2\",\"hosts\":[\"192.168.5.194\"]},"
                        + "{\"number\":3,\"name\":\"wave 3\",\"hosts\":[\"192.168.5.3\",\"192.168.5.195\"]}]");
    }

    @Test
    void aJobInWavesShowsWhereEachHostStands() {
        String uuid = freshUuid();
        assertThat(post(SERVICES, service(uuid, "{\"canary\": [\"192.168.5.13\"], \"max_failures\": \"50%\"}"))
                        .statusCode())
                .isEqualTo(202);

        JsonNode waves = tree(get("/api/v1/jobs/" + uuid + "/waves"));

        assertThat(waves.get("current").asInt()).isEqualTo(1);
        assertThat(waves.get("between").asString()).isEqualTo("confirm");
        assertThat(waves.get("max_failures").asInt()).isEqualTo(2);
        assertThat(waves.get("waves").get(1).get("held").asInt()).isEqualTo(3);
        assertThat(tree(get("/api/v1/jobs/" + uuid)).get("links").get("waves").asString())
                .isEqualTo("/api/v1/jobs/" + uuid + "/waves");
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/targets")).toString()).contains("HELD");
        post("/api/v1/jobs/" + uuid + "/cancel", "{}");
    }

    @Test
    void aSkipSaysWhichHostsItWouldLeaveOutBeforeItDoes() {
        String uuid = freshUuid();
        post(SERVICES, service(uuid, "{\"canary\": [\"192.168.5.13\"], \"sizes\": [\"1\"]}"));
        String skip = "/api/v1/jobs/" + uuid + "/waves/2/skip";

        HttpResponse<String> dry = post(skip + "?dry_run=true", "{}");
        assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
        assertThat(tree(dry).get("covers").toString())
                .startsWith("{\"hosts\":1,\"ips\":[\"192.168.5.194\"],\"text\":\"1 ");
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/waves"))
                        .get("waves")
                        .get(1)
                        .get("held")
                        .asInt())
                .isEqualTo(1);

        assertThat(post(skip, "{}").statusCode()).isEqualTo(202);
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/waves"))
                        .get("waves")
                        .get(1)
                        .get("skipped")
                        .asInt())
                .isEqualTo(1);
        assertRefused(post(skip, "{}"), 409, "not_allowed_now");
        assertThat(tree(post("/api/v1/jobs/" + uuid + "/cancel?dry_run=true", "{}"))
                        .get("covers")
                        .get("hosts")
                        .asInt())
                .isEqualTo(3);
        post("/api/v1/jobs/" + uuid + "/cancel", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "waves/1/skip"})
    void aJobWithoutWavesHasNothingToPause(String act) {
        String uuid = freshUuid();
        post(SERVICES, service(uuid, "null"));

        assertRefused(post("/api/v1/jobs/" + uuid + "/" + act, "{}"), 409, "not_allowed_now");
        assertRefused(get("/api/v1/jobs/" + uuid + "/waves"), 404, "no_waves");
        post("/api/v1/jobs/" + uuid + "/cancel", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "waves/1/skip", "retry", "cancel"})
    void aJobThatDoesNotExistIsNotFound(String act) {
        assertRefused(post("/api/v1/jobs/nobody/" + act, "{}"), 404, "unknown_job");
    }

    @Test
    void aClientUpdateHasNoWaves() {
        String body = "{\"uuid\": \"" + freshUuid() + "\", \"update_type\": \"hot_client\", \"client_type\": 0,"
                + " \"version\": \"1\", \"update_file_list\": [], \"data\": [], \"waves\": {}}";

        RequestTest.assertProblem(post(HOT_UPDATES, body), 400, "mixed_shapes", "/waves");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
    }

    private static String service(String uuid, String waves) {
        return "{\"uuid\": \"" + uuid + "\", \"action\": \"restart\", \"servers\": {\"all\": true}, \"waves\": " + waves
                + "}";
    }

    private static String update(String uuid, String waves) {
        return "{\"uuid\": \"" + uuid + "\", \"update_type\": \"hot_server\", \"version\": \"1\","
                + " \"update_server_list\": {\"game\": {\"192.168.5.3\": [\"a\"], \"192.168.5.13\": [\"b\"]}},"
                + " \"update_file_list\": [{\"file_name\": \"a.txt\", \"file_md5\": \"0cc175b9c0f1b6a831c399e269772661\"}],"
                + " \"waves\": " + waves + "}";
    }
}
