package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.onboarding.QueueMappings;
import io.slipway.dispatcher.store.SetupStore;
import io.slipway.job.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class OnboardingTest extends ApiTest {
    @Autowired
    private QueueMappings mappings;

    @Autowired
    private SetupStore setups;

    @Test
    void projectComesBackAsItWasPut() {
        JsonNode sent = JSON.readTree(Fixtures.project("越南", List.of("vn", "vn_new")));
        put("/api/v1/projects/csxy", sent.toString());
        JsonNode stored = tree(get("/api/v1/projects/csxy"));

        assertThat(stored.get("areas")).isEqualTo(sent.get("areas"));
        assertThat(stored.get("erlang_commands")).isEqualTo(sent.get("erlang_commands"));
        assertThat(stored.get("command_limit_seconds").asInt()).isEqualTo(60);
        assertThat(put("/api/v1/projects/csxy", stored.toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void bandwidthComesBackAsItWasPutAndIsNotThereWhereItWasNotPut() {
        String limits = "\"bandwidth\":[{\"from\":\"20:00\",\"to\":\"23:30\",\"kib_per_second\":2048},"
                + "{\"from\":\"23:30\",\"to\":\"06:00\",\"kib_per_second\":1}],\"zone\":\"Asia/Shanghai\",\"module\"";
        JsonNode sent = JSON.readTree(Fixtures.project("越南", List.of("vn")).replace("\"module\"", limits));

        assertThat(put("/api/v1/projects/limited", sent.toString()).statusCode())
                .isEqualTo(200);
        JsonNode manager = tree(get("/api/v1/projects/limited")).at("/areas/0/rsync_managers/0");
        assertThat(manager).isEqualTo(sent.at("/areas/0/rsync_managers/0"));

        put("/api/v1/projects/limited", Fixtures.project("越南", List.of("vn")));
        assertThat(tree(get("/api/v1/projects/limited"))
                        .at("/areas/0/rsync_managers/0")
                        .propertyNames())
                .doesNotContain("bandwidth", "zone");
    }

    static Stream<Arguments> badBandwidths() {
        return Stream.of(
                Arguments.of("[{'from':'24:00','to':'01:00','kib_per_second':1}]", "bad_time", "/0/from"),
                Arguments.of("[{'from':'1:00','to':'02:00','kib_per_second':1}]", "bad_time", "/0/from"),
                Arguments.of("[{'from':'01:00','to':'02:60','kib_per_second':1}]", "bad_time", "/0/to"),
                Arguments.of("[{'from':'01:00','to':'','kib_per_second':1}]", "bad_time", "/0/to"),
                Arguments.of("[{'from':'01:00','kib_per_second':1}]", "bad_time", "/0/to"),
                Arguments.of("[{'to':'01:00','kib_per_second':1}]", "bad_time", "/0/from"),
                Arguments.of("[{'from':'01:00','to':'01:00','kib_per_second':1}]", "empty_interval", "/0/to"),
                Arguments.of("[{'kib_per_second':0}]", "bad_rate", "/0/kib_per_second"),
                Arguments.of("[{'kib_per_second':-1}]", "bad_rate", "/0/kib_per_second"),
                Arguments.of("[{'kib_per_second':10485761}]", "bad_rate", "/0/kib_per_second"),
                Arguments.of("[{'kib_per_second':1},{'kib_per_second':2}]", "overlap", "/1"),
                Arguments.of(
                        "[{'kib_per_second':1},{'from':'01:00','to':'02:00','kib_per_second':1}]", "overlap", "/1"),
                Arguments.of(
                        "[{'from':'22:00','to':'06:00','kib_per_second':1},"
                                + "{'from':'05:59','to':'07:00','kib_per_second':1}]",
                        "overlap",
                        "/1"),
                Arguments.of("[" + "{'kib_per_second':1},".repeat(24) + "{'kib_per_second':1}]", "too_many", ""));
    }

    @ParameterizedTest
    @MethodSource("badBandwidths")
    void badBandwidthIsRefusedWhereItStands(String rules, String code, String pointer) {
        String body = Fixtures.project("大陆", List.of("cn"))
                .replace("\"module\"", "\"bandwidth\":" + rules.replace('\'', '"') + ",\"module\"");

        assertThat(entry(body)).isEqualTo("/areas/0/rsync_managers/0/bandwidth" + pointer + " " + code);
    }

    @ParameterizedTest
    @CsvSource({"Mars/Olympus", "'+25:00'", "''", "' Asia/Shanghai'"})
    void aZoneThatDoesNotExistIsRefused(String zone) {
        String body =
                Fixtures.project("大陆", List.of("cn")).replace("\"module\"", "\"zone\":\"" + zone + "\",\"module\"");

        assertThat(entry(body)).isEqualTo("/areas/0/rsync_managers/0/zone unknown_zone");
    }

    /** Pointer and code of the only problem. */
    private String entry(String body) {
        HttpResponse<String> answer = put("/api/v1/projects/badone", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode errors = tree(answer).get("errors");
        assertThat(errors).as(answer.body()).hasSize(1);
        return errors.get(0).get("pointer").asString() + " "
                + errors.get(0).get("code").asString();
    }

    static Stream<Arguments> badProjects() {
        return Stream.of(
                Arguments.of("\"10.1.1.1\"", "\"game1.example.net\"", "bad_ip", "/areas/0/hosts/0"),
                Arguments.of("\"10.1.1.2\"", "\"10.1.1.1\"", "duplicate", "/areas/0/hosts/1"),
                Arguments.of("10022", "65536", "bad_port", "/areas/0/rsync_managers/0/port"),
                Arguments.of("/etc/ssss.password", "ssss.password", "bad_path", "/areas/0/rsync_managers/0/pass_file"),
                Arguments.of("/etc/ssss.password", "/etc/../x", "bad_path", "/areas/0/rsync_managers/0/pass_file"),
                Arguments.of("cmdb_user", "-e sh", "bad_name", "/areas/0/rsync_managers/0/user"),
                Arguments.of("\"cn\"", "\"../cn\"", "bad_name", "/areas/0/codes/0"),
                Arguments.of("\"cn\"", "\"cn\",\"cn\"", "duplicate", "/areas/0/codes/1"),
                Arguments.of("\"大陆\"", "\"大.陆\"", "bad_name", "/areas/0/name"),
                Arguments.of("code:load_file(atom)", "code:load_file", "bad_command", "/erlang_commands/0/call"),
                Arguments.of("\"name\":\"三生三世\"", "\"name\":\" \"", "bad_name", "/name"),
                Arguments.of(
                        "\"erlang_commands\"",
                        "\"command_limit_seconds\":601,\"erlang_commands\"",
                        "bad_value",
                        "/command_limit_seconds"),
                Arguments.of(
                        "\"erlang_commands\"",
                        "\"callback\":{\"url\":\"ftp://cmdb/\"},\"erlang_commands\"",
                        "bad_callback_url",
                        "/callback/url"),
                Arguments.of("\"erlang_commands\"", "\"code\":\"other\",\"erlang_commands\"", "bad_value", "/code"));
    }

    @ParameterizedTest
    @MethodSource("badProjects")
    void badProjectIsRefused(String good, String bad, String code, String pointer) {
        String body = Fixtures.project("大陆", List.of("cn")).replace(good, bad);
        Map<String, Long> before = MemoryStore.counts();

        assertProblem(put("/api/v1/projects/badone", body), 422, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void codeBelongsToOneArea() {
        JsonNode one = JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        JsonNode other = JSON.readTree(Fixtures.project("台湾", List.of("cn")));
        String body = one.toString()
                .replace("\"areas\":[", "\"areas\":[" + other.get("areas").get(0) + ",");

        assertProblem(put("/api/v1/projects/badone", body), 422, "duplicate", "/areas/1/codes/0");
    }

    @Test
    void projectIsNotInTwoQueuesOfOneRole() {
        HttpResponse<String> answer =
                put("/api/v1/queue-mappings/file_push9", "{\"role\":\"file-push\",\"projects\":[\"csxy\",\"ssss\"]}");

        assertProblem(answer, 409, "already_mapped", "/projects/1");
        assertThat(answer.body()).contains("file-push-8", "file_push9");
    }

    @Test
    void whatIsMeantToBeNewNeverReplacesWhatIsThere() {
        String project = Fixtures.project("越南", List.of("vn"));
        String mapping = "{\"role\":\"file-relay\",\"projects\":[\"onlynew\"]}";

        assertThat(putNew("/api/v1/projects/onlynew", project).statusCode()).isEqualTo(200);
        assertThat(putNew("/api/v1/queue-mappings/only_new", mapping).statusCode())
                .isEqualTo(200);

        assertProblem(putNew("/api/v1/projects/onlynew", project.replace("越南", "台湾")), 409, "name_taken", "/code");
        assertThat(get("/api/v1/projects/onlynew").body()).contains("越南");
        assertProblem(
                putNew("/api/v1/queue-mappings/only_new", mapping.replace("onlynew", "other")),
                409,
                "name_taken",
                "/queue");
        assertThat(get("/api/v1/queue-mappings/only_new").body()).contains("onlynew");
        assertThat(put("/api/v1/projects/onlynew", project).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> putNew(String path, String body) {
        return send(json(request(path), "PUT", body).header("If-None-Match", "*"));
    }

    @Test
    void projectMovesInOneCall() {
        put("/api/v1/queue-mappings/move_a", "{\"role\":\"file-push\",\"projects\":[\"mv1\",\"mv2\"]}");
        String body = "{\"role\":\"file-push\",\"projects\":[\"mv2\"]}";

        assertThat(put("/api/v1/queue-mappings/move_b?move=true", body).statusCode())
                .isEqualTo(200);

        assertThat(mappings.queueFor(Role.FILE_PUSH, "mv2", "大陆")).contains("move_b");
        assertThat(mappings.queueFor(Role.FILE_PUSH, "mv1", "大陆")).contains("move_a");
    }

    @Test
    void areaMappingWins() {
        put(
                "/api/v1/projects/apart",
                Fixtures.project("大陆", List.of("cn"))
                        .replace("\"areas\":[", "\"areas\":[{\"name\":\"越南\",\"codes\":[\"vn\"]},"));
        put("/api/v1/queue-mappings/apart_all", "{\"role\":\"ops-manager\",\"projects\":[\"apart\"]}");
        put(
                "/api/v1/queue-mappings/apart_vn",
                "{\"role\":\"ops-manager\",\"areas\":[{\"project\":\"apart\",\"area\":\"越南\"}]}");

        assertThat(mappings.queueFor(Role.OPS_MANAGER, "apart", "越南")).contains("apart_vn");
        assertThat(mappings.queueFor(Role.OPS_MANAGER, "apart", "大陆")).contains("apart_all");
    }

    @Test
    void aMappingMadeByAnotherDispatcherIsFoundAtOnceAndListedSoon() {
        MemoryStore.database()
                .getCollection("queue_mappings")
                .insertOne(new Document("_id", "elsewhere")
                        .append("role", "file-pull")
                        .append("projects", List.of("els"))
                        .append("areas", List.of()));

        assertThat(mappings.queueFor(Role.FILE_PULL, "els", "大陆")).contains("elsewhere");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(mappings.all()).extracting("queue").contains("elsewhere"));
    }

    @Test
    void onlyOneOfManyClaimsOnAProjectWins() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> put(
                                        "/api/v1/queue-mappings/claim_" + i,
                                        "{\"role\":\"file-push\",\"projects\":[\"claimed\"]}")
                                .statusCode(),
                        task -> new Thread(task, "claim").start()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).sorted())
                .containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void changeThatFindsAnotherOneUnderWayIsToldToComeAgain() {
        SetupStore.Turn turn = setups.take().orElseThrow();
        HttpResponse<String> answer =
                put("/api/v1/queue-mappings/late", "{\"role\":\"file-push\",\"projects\":[\"late\"]}");
        turn.end();

        assertProblem(answer, 503, "setup_busy", null);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(tree(answer).get("hint").asString()).contains("没有任何修改");
        assertProblem(get("/api/v1/queue-mappings/late"), 404, "unknown_queue", null);
    }

    @Test
    void deletedMappingIsGone() {
        put("/api/v1/queue-mappings/gone", "{\"role\":\"file-pull\",\"projects\":[\"gone1\"]}");

        assertThat(send(request("/api/v1/queue-mappings/gone").DELETE()).statusCode())
                .isEqualTo(204);
        assertProblem(get("/api/v1/queue-mappings/gone"), 404, "unknown_queue", null);
        assertThat(mappings.queueFor(Role.FILE_PULL, "gone1", "大陆")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "slipway.reports,`{\"role\":\"file-pull\",\"projects\":[\"x\"]}`,bad_name,/queue",
                "q1,`{\"role\":\"root\",\"projects\":[\"x\"]}`,bad_value,/role",
                "q1,`{\"role\":\"file-pull\",\"projects\":[]}`,too_few,/projects",
                "q1,`{\"role\":\"file-pull\",\"projects\":[\"a.*\"]}`,bad_name,/projects/0",
                "q1,`{\"role\":\"file-pull\",\"areas\":[{\"project\":\"x\",\"area\":\"#\"}]}`,bad_name,/areas/0/area"
            })
    void badMappingIsRefused(String queue, String body, String code, String pointer) {
        assertProblem(put("/api/v1/queue-mappings/" + queue, body), 422, code, pointer);
    }
}
