package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.http.Place;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The seed's three maps, sent as they stand. */
class PythonOnboardingTest extends ApiTest {
    private static final String ROUTE = "/api/v1/onboarding";
    private static final String MAPS = Texts.resource("rsync.py.txt");

    /** The maps name the project of all other tests. */
    @AfterEach
    void restore() {
        send(request("/api/v1/queue-mappings/file_push8").DELETE());
        Fixtures.onboard(this);
    }

    @Test
    void theSeedsMapsAreLaidOverWhatIsKnown() {
        JsonNode before = tree(get("/api/v1/projects/ssss"));

        JsonNode answer = tree(send(ROUTE + "?move=true", MAPS));

        assertThat(answer.get("changes"))
                .extracting(change -> change.get("kind").asString() + " "
                        + change.get("id").asString() + " "
                        + change.get("action").asString())
                .containsExactly(
                        "project ssss unchanged",
                        "project snqxz added",
                        "queue_mapping file_push8 added",
                        "queue_mapping file-push-8 removed");
        assertThat(tree(get("/api/v1/projects/ssss"))).isEqualTo(before);
        JsonNode snqxz = tree(get("/api/v1/projects/snqxz"));
        assertThat(snqxz.get("name").asString()).isEqualTo("snqxz");
        assertThat(snqxz.get("areas"))
                .extracting(area -> area.get("name").asString() + " " + area.get("codes") + " "
                        + area.get("rsync_managers").get(0).get("ip").asString())
                .containsExactly("大陆 [\"cn\"] 122.227.23.166", "台湾 [\"tw\"] 203.66.5.37", "越南 [\"vn\"] 122.201.11.130");
        JsonNode mapping = tree(get("/api/v1/queue-mappings/file_push8"));
        assertThat(mapping.get("role").asString()).isEqualTo("file-push");
        assertThat(mapping.get("projects").toString()).isEqualTo("[\"jyjh\",\"snqxz\",\"ssss\",\"csxy\"]");
        assertThat(answer.get("notes"))
                .extracting(JsonNode::asString)
                .contains(
                        "snqxz/台湾: 没有主机 (hosts),后端热更新会被拒绝",
                        "snqxz: 没有 file-pull 队列,请在 queue_mappings 中加入",
                        "jyjh: 还没有项目配置 (地区、主机)")
                .doesNotContain("ssss: 没有 file-pull 队列,请在 queue_mappings 中加入");
        assertThat(tree(send(ROUTE, MAPS)).get("changes"))
                .allSatisfy(
                        change -> assertThat(change.get("action").asString()).isEqualTo("unchanged"));
    }

    @Test
    void otherCodesOfTheClientStandApartAndNothingElseIsForgotten() {
        JsonNode before = tree(get("/api/v1/projects/ssss"));
        String maps =
                "RSYNC_MAP = {\"ssss\": {'hot_client': {'大陆': ['cn', 'cn_new']}, 'hot_server': {'大陆': ['cn',],},},}";

        JsonNode answer = tree(send(ROUTE, maps));

        assertThat(answer.get("changes").get(0).get("differences").toString())
                .isEqualTo("[{\"pointer\":\"/areas/0/client_codes\",\"before\":null,\"after\":[\"cn\",\"cn_new\"]}]");
        JsonNode after = tree(get("/api/v1/projects/ssss"));
        assertThat(after.get("areas").get(0).get("hosts"))
                .isEqualTo(before.get("areas").get(0).get("hosts"));
        assertThat(after.get("erlang_commands")).isEqualTo(before.get("erlang_commands"));
        assertThat(after.get("areas").get(0).get("client_codes")).hasSize(2);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("['cn']", "[^'../cn']", 422, "bad_name", "/RSYNC_MAP/ssss/hot_client/大陆/0"),
                Arguments.of("'hot_client'", "^'hot_clint'", 400, "unknown_field", "/RSYNC_MAP/ssss/hot_clint"),
                Arguments.of("['cn']", "^'cn'", 400, "wrong_type", "/RSYNC_MAP/ssss/hot_client/大陆"),
                Arguments.of("'大陆'", "^'大.陆'", 422, "invalid_request", "/RSYNC_MAP/ssss/hot_client/大.陆"),
                Arguments.of("\"123.207.124.150\"", "^\"123.207.124\"", 422, "bad_ip", "/RSYNC_MANAGERS/0/ip"),
                Arguments.of("\"203.66.5.37\"", "^\"203.66.5\"", 422, "bad_ip", "/RSYNC_MANAGERS/1/ip"),
                Arguments.of("10022", "^0", 422, "bad_port", "/RSYNC_MANAGERS/0/port"),
                Arguments.of("10022", "^'10022'", 400, "wrong_type", "/RSYNC_MANAGERS/0/port"),
                Arguments.of("10022", "^010022", 400, "bad_python", null),
                Arguments.of("\"area\": \"越南\"", "\"area\": ^\"美国\"", 422, "bad_value", "/RSYNC_MANAGERS/2/area"),
                Arguments.of("'file_push8': [", "^'file8': [", 422, "bad_value", "/PROJECT_CELERY_QUEUE_MAP/file8"),
                Arguments.of("'csxy'", "^'ssss'", 422, "duplicate", "/PROJECT_CELERY_QUEUE_MAP/file_push8/3"),
                Arguments.of("'csxy'", "^csxy", 400, "bad_python", null),
                Arguments.of("'csxy'],", "'csxy'^", 400, "bad_python", null),
                Arguments.of("{\n     'file_push8'", "^dict(\n 'file_push8'", 400, "bad_python", null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultHasItsLineAndColumn(String there, String fault, int status, String code, String pointer) {
        assertThat(MAPS).contains(there);
        String marked = MAPS.replaceFirst(java.util.regex.Pattern.quote(there), Texts.quoted(fault));
        Place place = Texts.placeOfMark(marked);

        HttpResponse<String> answer = send(ROUTE + "?move=true", marked.replace("^", ""));

        assertProblem(answer, status, code, pointer);
        JsonNode error = tree(answer).get("errors").get(0);
        assertThat(new Place(error.get("line").asInt(), error.get("column").asInt()))
                .as(answer.body())
                .isEqualTo(place);
    }

    private HttpResponse<String> send(String path, String maps) {
        return send(
                request(path).header("Content-Type", "text/x-python").PUT(HttpRequest.BodyPublishers.ofString(maps)));
    }
}
