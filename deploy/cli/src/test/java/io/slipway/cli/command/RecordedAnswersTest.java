package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the tests take for answers of a dispatcher has the form that its own description gives. */
class RecordedAnswersTest {
    private static JsonNode schemas = Documents.object();

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        schemas = Documents.readJson(Files.readString(Path.of("../../docs/openapi.json")))
                .path("components")
                .path("schemas");
    }

    static Stream<Arguments> answers() {
        String totals = "{\"servers\":9,\"same\":7,\"differs\":1,\"unknown\":1,\"pending\":0,\"differences\":3}";
        return Stream.of(
                Arguments.of("ReleasePlan", RecordedRelease.plan("OPEN", 3)),
                Arguments.of("ReleasePlan", RecordedRelease.plan("VOID", 1)),
                Arguments.of("Job", RecordedRelease.job("PAUSED", RecordedRelease.pause("failures"))),
                Arguments.of("Job", RecordedRelease.covered("RUNNING")),
                Arguments.of("JobWaves", RecordedRelease.waves(RecordedRelease.pause("confirm"))),
                Arguments.of("PackageList", PackageTest.page(PackageTest.READY, "null")),
                Arguments.of("Package", PackageTest.FAILED),
                Arguments.of("InstallationList", InstalledTest.page(InstalledTest.ONE, "null")),
                Arguments.of("Installation", InstalledTest.NONE),
                Arguments.of("Drift", DriftTest.page(totals, DriftTest.DIFFERS + "," + DriftTest.UNSEEN, "null")),
                Arguments.of("DesiredVersion", DriftTest.DESIRED),
                Arguments.of("ReapplyJobs", ReapplyTest.PLAN));
    }

    /** As the tests of the commands find them sent. */
    static Stream<Arguments> requests() {
        String waves =
                "\"waves\":{\"canary\":[\"10.1.1.1\"],\"sizes\":[\"50%\"],\"roles\":[\"game\"],\"labels_first\":[\"test\"],"
                        + "\"parallel\":3,\"between\":\"pause\",\"pause_seconds\":60,\"max_failures\":\"5%\"}";
        String options =
                waves + ",\"kept\":[\"a\"],\"processes\":\"untouched\",\"adopt\":true,\"at_once\":4,\"silence\":false}";
        String servers =
                "\"servers\":{\"ids\":[],\"names\":{},\"labels\":[],\"roles\":[],\"ips\":[],\"app_types\":[],\"all\":true}";
        return Stream.of(
                Arguments.of("PackageRequest", "{\"uuid\":\"u\",\"app_type\":\"T\",\"version\":\"1\"}"),
                Arguments.of("ReleasePlanRequest", "{\"app_type\":\"T\",\"version\":\"1\"," + servers + "," + options),
                Arguments.of("ReleasePlanRequest", "{\"purpose\":\"rollback\",\"rollback_of\":\"j\"," + waves + "}"),
                Arguments.of("ReleaseRequest", "{\"uuid\":\"u\",\"plan\":\"p\"}"),
                Arguments.of("ConvergePlanRequest", "{\"app_type\":\"T\"," + servers + ",\"drift\":\"j\"," + options),
                Arguments.of("DriftRequest", "{\"uuid\":\"u\"," + servers + "}"),
                Arguments.of("DesiredVersionRequest", "{\"version\":\"1\"}"),
                Arguments.of(
                        "ReapplyRequest",
                        "{\"uuid\":\"u\"," + servers + ",\"include_released\":true,\"repeat_commands\":true}"),
                Arguments.of("ServiceBody", "{\"uuid\":\"u\",\"action\":\"start\"," + servers + "," + waves + "}"));
    }

    @ParameterizedTest
    @MethodSource({"answers", "requests"})
    void everyFieldAndEveryWordIsDescribed(String schema, String answer) {
        assertThat(schemas.has(schema))
                .as("docs/openapi.json describes %s", schema)
                .isTrue();

        check(schemas.path(schema), Documents.readJson(answer), "");

        assertThat(wrong).as(schema).isEmpty();
    }

    private void check(JsonNode given, JsonNode value, String where) {
        JsonNode schema = resolved(given);
        if (value.isObject() && !schema.has("additionalProperties")) {
            value.properties().forEach(field -> {
                String place = where + "/" + field.getKey();
                JsonNode below = schema.path("properties").path(field.getKey());
                if (below.isMissingNode()) {
                    wrong.add(place);
                }
                check(below, field.getValue(), place);
            });
        } else if (value.isArray()) {
            value.values().forEach(one -> check(schema.path("items"), one, where));
        } else if (value.isString() && schema.has("enum")) {
            if (!Fields.texts(schema.path("enum")).contains(value.asString())) {
                wrong.add(where + " = " + value);
            }
        }
    }

    /** Behind references, and behind what may also be null. */
    private static JsonNode resolved(JsonNode schema) {
        String name = Fields.text(schema, "$ref");
        if (!name.isEmpty()) {
            return resolved(schemas.path(name.substring(name.lastIndexOf('/') + 1)));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode one : Fields.list(schema, choice)) {
                if (one.has("$ref")) {
                    return resolved(one);
                }
            }
        }
        return schema;
    }
}
