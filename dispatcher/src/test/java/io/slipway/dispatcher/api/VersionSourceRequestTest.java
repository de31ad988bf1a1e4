package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every field of a version source, and who may set it. */
class VersionSourceRequestTest extends ApiTest {
    private static final String SOURCES = "/api/v1/projects/ssss/version-sources";
    private static final String SVN = "\"kind\":\"svn\",\"url\":\"svn://127.0.0.1:1/r\"";
    private static final String MAVEN = "\"kind\":\"maven\",\"url\":\"http://127.0.0.1:1/m\",\"artifacts\":[\"g:a\"]";

    @AfterEach
    void removeAll() {
        for (JsonNode source : tree(get(SOURCES)).get("sources").values()) {
            delete(SOURCES + "/" + source.get("name").asString());
        }
    }

    @Test
    void aSourceIsStoredShownReplacedAndRemoved() {
        HttpResponse<String> made = put(
                SOURCES + "/code",
                "{" + SVN
                        + ",\"every_seconds\":5,\"user\":\"builder\",\"types\":[{\"glob\":\"**/gate/**\",\"type\":\"gameGate\"}]}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        JsonNode shown = tree(get(SOURCES + "/code"));
        assertThat(shown.get("kind").asString()).isEqualTo("svn");
        assertThat(shown.get("every_seconds").asInt()).isEqualTo(5);
        assertThat(shown.get("types").get(0).get("type").asString()).isEqualTo("gameGate");
        assertThat(shown.get("health").get("status").asString()).isIn("waiting", "failing");
        assertThat(shown.get("health").get("versions").asInt()).isZero();
        assertThat(tree(get(SOURCES)).get("sources")).hasSize(1);

        assertThat(put(SOURCES + "/code", "{" + MAVEN + "}").statusCode()).isEqualTo(200);
        JsonNode replaced = tree(get(SOURCES + "/code"));
        assertThat(replaced.get("kind").asString()).isEqualTo("maven");
        assertThat(replaced.get("newest").asInt()).isEqualTo(20);
        assertThat(replaced.get("every_seconds").asInt()).isEqualTo(60);
        assertThat(replaced.get("types")).hasSize(3);

        assertThat(delete(SOURCES + "/code").statusCode()).isEqualTo(204);
        RequestTest.assertProblem(get(SOURCES + "/code"), 404, "unknown_source", null);
        RequestTest.assertProblem(delete(SOURCES + "/code"), 404, "unknown_source", null);
    }

    @Test
    void buildsHaveTheSeedsPatternWhereNoneIsNamed() {
        HttpResponse<String> made =
                put(SOURCES + "/b", "{\"kind\":\"builds\",\"path\":\"" + SharedApplication.BUILDS + "/ssss\"}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(tree(made).get("pattern").asString()).isEqualTo("*/MavenOutput/*/target/*-deploy.zip");
        assertThat(tree(made).get("newest").isNull()).isTrue();
    }

    @Test
    void theLastErrorIsToldInBothLanguagesWithWhatToDo() {
        put(SOURCES + "/code", "{" + SVN + "}");
        org.awaitility.Awaitility.await()
                .until(() ->
                        tree(get(SOURCES + "/code")).get("health").get("error").isObject());

        JsonNode zh = tree(send(request(SOURCES + "/code").header("Accept-Language", "zh")));
        JsonNode en = tree(send(request(SOURCES + "/code").header("Accept-Language", "en")));
        assertThat(zh.get("health").get("status").asString()).isEqualTo("failing");
        assertThat(zh.get("health").get("error").get("code").asString()).isEqualTo("unreachable");
        assertThat(zh.get("health").get("error").get("message").asString()).isEqualTo("连接不上");
        assertThat(zh.get("health").get("error").get("advice").asString()).contains("网络");
        assertThat(en.get("health").get("error").get("message").asString()).isEqualTo("It cannot be reached");
        assertThat(en.get("health").get("error").get("advice").asString()).contains("network");
        assertThat(en.get("health").get("next_look_at").isNull()).isFalse();
    }

    static Stream<Arguments> wrong() {
        String many = IntStream.range(0, 51).mapToObj(i -> "\"g:a" + i + "\"").collect(Collectors.joining(","));
        String rules = IntStream.range(0, 51)
                .mapToObj(i -> "{\"contains\":\"a\",\"type\":\"t\"}")
                .collect(Collectors.joining(","));
        return Stream.of(
                wrong("{}", 400, "missing_field", "/kind"),
                wrong("{\"kind\":\"git\"}", 422, "bad_value", "/kind"),
                wrong("{\"kind\":\"SVN\"}", 422, "bad_value", "/kind"),
                wrong("{\"kind\":7}", 400, "wrong_type", "/kind"),
                wrong("{" + SVN + ",\"branch\":\"x\"}", 400, "unknown_field", "/branch"),
                wrong("{" + SVN + ",\"every_seconds\":4}", 422, "bad_value", "/every_seconds"),
                wrong("{" + SVN + ",\"every_seconds\":86401}", 422, "bad_value", "/every_seconds"),
                wrong("{" + SVN + ",\"every_seconds\":\"60\"}", 400, "wrong_type", "/every_seconds"),
                wrong("{\"kind\":\"svn\"}", 400, "missing_field", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"-rHEAD\"}", 422, "bad_url", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"svn://h/a b\"}", 422, "bad_url", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"svn://u:p@h/a\"}", 422, "bad_url", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"svn://-x/a\"}", 422, "bad_url", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"file:///etc\"}", 422, "place_not_allowed", "/url"),
                wrong("{\"kind\":\"svn\",\"url\":\"svn+ssh://h/a\"}", 422, "place_not_allowed", "/url"),
                wrong("{" + SVN + ",\"path\":\"/data\"}", 422, "not_for_this_kind", "/path"),
                wrong("{" + SVN + ",\"pattern\":\"*\"}", 422, "not_for_this_kind", "/pattern"),
                wrong("{" + SVN + ",\"artifacts\":[]}", 422, "not_for_this_kind", "/artifacts"),
                wrong("{" + SVN + ",\"newest\":5}", 422, "not_for_this_kind", "/newest"),
                wrong("{" + SVN + ",\"user\":\"-x\"}", 422, "bad_value", "/user"),
                wrong("{" + SVN + ",\"user\":\"a\\nb\"}", 422, "bad_value", "/user"),
                wrong("{" + SVN + ",\"user\":\"\"}", 422, "bad_value", "/user"),
                wrong("{" + SVN + ",\"user\":\"a\",\"password_file\":\"x\"}", 422, "bad_path", "/password_file"),
                wrong(
                        "{" + SVN + ",\"user\":\"a\",\"password_file\":\"/etc/shadow\"}",
                        422,
                        "place_not_allowed",
                        "/password_file"),
                wrong("{" + SVN + ",\"types\":[" + rules + "]}", 422, "too_many", "/types"),
                wrong("{" + SVN + ",\"types\":[{\"type\":\"t\"}]}", 422, "bad_value", "/types/0"),
                wrong(
                        "{" + SVN + ",\"types\":[{\"glob\":\"a\",\"contains\":\"a\",\"type\":\"t\"}]}",
                        422,
                        "bad_value",
                        "/types/0"),
                wrong("{" + SVN + ",\"types\":[{\"glob\":\"\",\"type\":\"t\"}]}", 422, "bad_value", "/types/0/glob"),
                wrong(
                        "{" + SVN + ",\"types\":[{\"contains\":\"a\\tb\",\"type\":\"t\"}]}",
                        422,
                        "bad_value",
                        "/types/0/contains"),
                wrong(
                        "{" + SVN + ",\"types\":[{\"contains\":\"a\",\"type\":\" \"}]}",
                        422,
                        "bad_name",
                        "/types/0/type"),
                wrong("{" + SVN + ",\"types\":[{\"contains\":\"a\"}]}", 400, "missing_field", "/types/0/type"),
                wrong("{" + SVN + ",\"types\":[null]}", 400, "wrong_type", "/types/0"),
                wrong("{\"kind\":\"builds\"}", 400, "missing_field", "/path"),
                wrong("{\"kind\":\"builds\",\"path\":\"data\"}", 422, "bad_path", "/path"),
                wrong("{\"kind\":\"builds\",\"path\":\"/etc\"}", 422, "place_not_allowed", "/path"),
                wrong(
                        "{\"kind\":\"builds\",\"path\":\"" + SharedApplication.BUILDS + "/../x\"}",
                        422,
                        "bad_path",
                        "/path"),
                wrong(builds("\"pattern\":\"\""), 422, "bad_pattern", "/pattern"),
                wrong(builds("\"pattern\":\"/x\""), 422, "bad_pattern", "/pattern"),
                wrong(builds("\"pattern\":\"../*\""), 422, "bad_pattern", "/pattern"),
                wrong(builds("\"pattern\":\"**\""), 422, "bad_pattern", "/pattern"),
                wrong(builds("\"pattern\":\"" + "*/".repeat(12) + "*\""), 422, "bad_pattern", "/pattern"),
                wrong(builds("\"url\":\"http://h/\""), 422, "not_for_this_kind", "/url"),
                wrong(builds("\"user\":\"a\""), 422, "not_for_this_kind", "/user"),
                wrong("{\"kind\":\"maven\",\"artifacts\":[\"g:a\"]}", 400, "missing_field", "/url"),
                wrong(maven("svn://h/m", "\"g:a\""), 422, "bad_url", "/url"),
                wrong(maven("http://h/m", ""), 422, "too_few", "/artifacts"),
                wrong(maven("http://h/m", many), 422, "too_many", "/artifacts"),
                wrong(maven("http://h/m", "\"g\""), 422, "bad_value", "/artifacts/0"),
                wrong(maven("http://h/m", "\"g:../a\""), 422, "bad_value", "/artifacts/0"),
                wrong(maven("http://h/m", "\"g:a:zip:c:d\""), 422, "bad_value", "/artifacts/0"),
                wrong(maven("http://h/m", "\"g:a\",\"g:a\""), 422, "duplicate", "/artifacts/1"),
                wrong("{" + MAVEN + ",\"newest\":0}", 422, "bad_value", "/newest"),
                wrong("{" + MAVEN + ",\"newest\":1001}", 422, "bad_value", "/newest"));
    }

    private static Arguments wrong(String body, int status, String code, String pointer) {
        return Arguments.of(body, status, code, pointer);
    }

    private static String builds(String more) {
        return "{\"kind\":\"builds\",\"path\":\"" + SharedApplication.BUILDS + "/x\"," + more + "}";
    }

    private static String maven(String url, String artifacts) {
        return "{\"kind\":\"maven\",\"url\":\"" + url + "\",\"artifacts\":[" + artifacts + "]}";
    }

    @ParameterizedTest(name = "{3} {2}: {0}")
    @MethodSource("wrong")
    void isRefusedAndChangesNothing(String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();

        RequestTest.assertProblem(put(SOURCES + "/code", body), status, code, pointer);

        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void whatIsNotAllowedSaysWhichSettingWouldAllowIt() {
        HttpResponse<String> answer = put(SOURCES + "/b", "{\"kind\":\"builds\",\"path\":\"/etc\"}");

        assertThat(tree(answer).get("errors").get(0).get("message").asString()).contains("slipway.versions.roots");
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", "a..b", "%E5%89%8D", "-x"})
    void aNameThatIsNoneIsRefused(String name) {
        RequestTest.assertProblem(put(SOURCES + "/" + name, "{" + SVN + "}"), 422, "bad_name", "/name");
    }

    @Test
    void aProjectThatIsNotThereHasNoSources() {
        RequestTest.assertProblem(get("/api/v1/projects/none/version-sources"), 404, "unknown_project", null);
        RequestTest.assertProblem(
                put("/api/v1/projects/none/version-sources/a", "{" + SVN + "}"), 404, "unknown_project", null);
    }

    private HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }
}
