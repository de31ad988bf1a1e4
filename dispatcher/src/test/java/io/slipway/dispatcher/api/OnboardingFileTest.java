package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.http.Place;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A set-up as one YAML file: what is wrong has its line and column, and a refused file changes nothing. */
class OnboardingFileTest extends ApiTest {
    private static final String ROUTE = "/api/v1/onboarding";
    private static final String YAML = "application/yaml";
    private static final String FILE = Texts.resource("onboarding.yaml");

    /** What is there, what is put in its place with a mark where the problem is, code, pointer. */
    static Stream<Arguments> faults() {
        return Stream.of(
                // meaning: 422
                Arguments.of("code: imp1", "code: ^a b", "bad_name", "/projects/0/code"),
                Arguments.of("name: 三生三世", "name: ^' '", "bad_name", "/projects/0/name"),
                Arguments.of("name: 大陆", "name: ^大.陆", "bad_name", "/projects/0/areas/0/name"),
                Arguments.of("codes: [cn]", "codes: ^[]", "too_few", "/projects/0/areas/0/codes"),
                Arguments.of("codes: [cn]", "codes: [cn, ^cn]", "duplicate", "/projects/0/areas/0/codes/1"),
                Arguments.of("codes: [cn]", "codes: [^../cn]", "bad_name", "/projects/0/areas/0/codes/0"),
                Arguments.of("- 10.1.1.2", "- ^game1.example.net", "bad_ip", "/projects/0/areas/0/hosts/1"),
                Arguments.of("- 10.1.1.2", "- ^10.1.1.1", "duplicate", "/projects/0/areas/0/hosts/1"),
                Arguments.of("123.207.124.150", "^1.2.3", "bad_ip", "/projects/0/areas/0/rsync_managers/0/ip"),
                Arguments.of("port: 10022", "port: ^65536", "bad_port", "/projects/0/areas/0/rsync_managers/0/port"),
                Arguments.of("cmdb_hot_server", "^-m", "bad_name", "/projects/0/areas/0/rsync_managers/0/module"),
                Arguments.of("cmdb_user", "^'-e sh'", "bad_name", "/projects/0/areas/0/rsync_managers/0/user"),
                Arguments.of(
                        "/etc/ssss.password",
                        "^/etc/../ssss",
                        "bad_path",
                        "/projects/0/areas/0/rsync_managers/0/pass_file"),
                Arguments.of(
                        "res.ssss.chuangyunet.com",
                        "^http://res/",
                        "bad_name",
                        "/projects/0/areas/0/cdn_roots/0/cdn_root_url"),
                Arguments.of("[t1, test_r1]", "[t1, ^../x]", "bad_name", "/projects/0/areas/0/cdn_roots/0/dirs/1"),
                Arguments.of("[cn_new]", "[^c n]", "bad_name", "/projects/0/areas/0/client_codes/0"),
                Arguments.of("[cn_new]", "^[]", "too_few", "/projects/0/areas/0/client_codes"),
                Arguments.of(
                        "code:load_file(atom)", "^code:load_file", "bad_command", "/projects/0/erlang_commands/0/call"),
                Arguments.of("seconds: 60", "seconds: ^601", "bad_value", "/projects/0/command_limit_seconds"),
                Arguments.of(
                        "https://cmdb.example.net/api/",
                        "^ftp://cmdb/",
                        "bad_callback_url",
                        "/projects/0/callback/url"),
                Arguments.of("/etc/slipway/imp1.secret", "^secret", "bad_path", "/projects/0/callback/secret_file"),
                Arguments.of("queue: imp_pull", "queue: ^slipway.x", "bad_name", "/queue_mappings/0/queue"),
                Arguments.of("role: file-pull", "role: ^root", "bad_value", "/queue_mappings/0/role"),
                Arguments.of("projects: [imp1]", "projects: [^a.*]", "bad_name", "/queue_mappings/0/projects/0"),
                Arguments.of("- project: imp1", "- project: ^'#'", "bad_name", "/queue_mappings/0/areas/0/project"),
                Arguments.of("area: 越南", "area: ^'*'", "bad_name", "/queue_mappings/0/areas/0/area"),
                Arguments.of(
                        "queue_mappings:",
                        "  - {code: ^imp1, name: x, areas: [{name: a, codes: [a]}]}\nqueue_mappings:",
                        "duplicate",
                        "/projects/1/code"),
                Arguments.of(
                        "queue_mappings:\n",
                        "queue_mappings:\n  - {queue: q1, role: file-pull, projects: [zz1]}\n"
                                + "  - {queue: q2, role: file-pull, projects: [yy1, ^zz1]}\n",
                        "already_mapped",
                        "/queue_mappings/1/projects/1"),
                // form: 400
                Arguments.of("code: imp1", "code: ^7", "wrong_type", "/projects/0/code"),
                Arguments.of("name: 三生三世", "name: ^[]", "wrong_type", "/projects/0/name"),
                Arguments.of("name: 三生三世", "name: ^null", "missing_field", "/projects/0/name"),
                Arguments.of("codes: [cn]", "codes: ^cn", "wrong_type", "/projects/0/areas/0/codes"),
                Arguments.of("codes: [cn]", "codes: [^0.5]", "wrong_type", "/projects/0/areas/0/codes/0"),
                Arguments.of("- 10.1.1.2", "- ^{$gt: x}", "wrong_type", "/projects/0/areas/0/hosts/1"),
                Arguments.of("- 10.1.1.2", "- ^true", "wrong_type", "/projects/0/areas/0/hosts/1"),
                Arguments.of("- 10.1.1.2", "-^", "wrong_type", "/projects/0/areas/0/hosts/1"),
                Arguments.of(
                        "port: 10022", "port: ^'10022'", "wrong_type", "/projects/0/areas/0/rsync_managers/0/port"),
                Arguments.of("port: 10022", "port: ^1.5", "wrong_type", "/projects/0/areas/0/rsync_managers/0/port"),
                Arguments.of(
                        "port: 10022",
                        "port: ^99999999999999999999",
                        "wrong_type",
                        "/projects/0/areas/0/rsync_managers/0/port"),
                Arguments.of("idempotent: true", "idempotent: ^'true'", "wrong_type", null),
                Arguments.of("seconds: 60", "seconds: ^sixty", "wrong_type", "/projects/0/command_limit_seconds"),
                Arguments.of("[imp1]", "^imp1", "wrong_type", "/queue_mappings/0/projects"),
                Arguments.of("    name: 三生三世\n", "    ^name: a\n    name: b\n", "duplicate_key", "/projects/0/name"),
                Arguments.of("  - code: imp1\n    ", "  - ^", "missing_field", "/projects/0/code"),
                Arguments.of("  - queue: imp_pull\n    ", "  - ^", "missing_field", "/queue_mappings/0/queue"),
                Arguments.of("- code: imp1\n    name: 三生三世", "- ^code: imp1", "missing_field", "/projects/0/name"),
                Arguments.of("          - ip: 123.207.124.150\n            ", "          - ^", "missing_field", null),
                // syntax
                Arguments.of("[cn]", "^&a [cn]", "bad_yaml", null),
                Arguments.of("[cn_new]", "^*a", "bad_yaml", null),
                Arguments.of("port: 10022", "port: ^!!int 10022", "bad_yaml", null),
                Arguments.of("port: 10022", "port: ^!x 10022", "bad_yaml", null),
                Arguments.of("name: 大陆", "<<: {name: 大陆}\n        ^\tx: 1", "bad_yaml", null),
                Arguments.of("queue_mappings:", "---\n^queue_mappings:", "bad_yaml", ""),
                Arguments.of(
                        "[cn]",
                        "[[[[[[[[[[[^[[[[[1]]]]]]]]]]]]]]]]",
                        "too_deep",
                        "/projects/0/areas/0/codes" + "/0".repeat(11)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultHasItsLineAndColumnAndChangesNothing(String there, String fault, String code, String pointer) {
        assertThat(FILE).contains(there);
        String marked = FILE.replaceFirst(java.util.regex.Pattern.quote(there), Texts.quoted(fault));
        Place place = Texts.placeOfMark(marked);
        if (code.equals("duplicate_key")) {
            place = new Place(place.line() + 1, place.column());
        }
        Snapshot before = new Snapshot();

        HttpResponse<String> answer = put(ROUTE, YAML, marked.replace("^", ""));

        JsonNode error = tree(answer).get("errors").get(0);
        assertThat(tree(answer).get("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(new Place(error.get("line").asInt(), error.get("column").asInt()))
                .as(answer.body())
                .isEqualTo(place);
        if (pointer != null) {
            assertThat(error.get("pointer").asString()).isEqualTo(pointer);
        }
        assertThat(error.get("message").asString()).isNotBlank();
        before.assertNothingChanged();
    }

    static Stream<String> keys() {
        return FILE.lines().filter(line -> line.contains(":"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyFieldThatIsMisspeltIsNamedWithItsLine(String line) {
        int column = line.replaceFirst("^[ -]*", "^").indexOf('^')
                + line.length()
                - line.replaceFirst("^[ -]*", "").length()
                + 1;
        int number = FILE.lines().toList().indexOf(line) + 1;
        String text = FILE.lines()
                .map(one -> one.equals(line) ? line.replaceFirst("(\\w+):", "$1_x:") : one)
                .reduce("", (all, one) -> all + one + "\n");

        HttpResponse<String> answer = put(ROUTE, YAML, text);

        assertProblem(answer, 400, "unknown_field", null);
        JsonNode error = tree(answer).get("errors").get(0);
        assertThat(error.get("line").asInt()).as(answer.body()).isEqualTo(number);
        assertThat(error.get("column").asInt()).as(answer.body()).isEqualTo(column);
    }

    @Test
    void theFileIsReadAndComesBackTheSame() {
        JsonNode first = tree(put(ROUTE, YAML, FILE));
        assertThat(first.get("applied").asBoolean()).isTrue();

        HttpResponse<String> out = send(request(ROUTE + "?project=imp1").GET().header("Accept", YAML));
        assertThat(out.headers().firstValue("Content-Type")).contains(YAML);
        assertThat(out.body()).contains("name: 三生三世", "area: 越南", "- 10.1.1.2").doesNotContain("null");
        Snapshot before = new Snapshot();
        JsonNode again = tree(put(ROUTE, YAML, out.body()));

        assertThat(again.get("changes")).hasSize(2).allSatisfy(change -> {
            assertThat(change.get("action").asString()).isEqualTo("unchanged");
            assertThat(change.get("differences")).isEmpty();
        });
        before.assertNothingChanged();
        String all = send(request(ROUTE).GET()).body();
        assertThat(tree(put(ROUTE, "application/json", all)).get("changes"))
                .allSatisfy(
                        change -> assertThat(change.get("action").asString()).isEqualTo("unchanged"));
        before.assertNothingChanged();
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndTouchesNothing() {
        String file = FILE.replace("imp1", "imp2").replace("imp_pull", "imp_pull2");
        put(ROUTE, YAML, file);
        Snapshot before = new Snapshot();

        JsonNode answer = tree(put(
                ROUTE + "?dry_run=true",
                YAML,
                file.replace("          - 10.1.1.2\n", "          - 10.1.1.2\n          - 10.1.1.9\n")));

        assertThat(answer.get("applied").asBoolean()).isFalse();
        assertThat(answer.get("changes").get(0).toString())
                .isEqualTo("{\"kind\":\"project\",\"id\":\"imp2\",\"action\":\"changed\",\"differences\":["
                        + "{\"pointer\":\"/areas/0/hosts/2\",\"before\":null,\"after\":\"10.1.1.9\"}]}");
        assertThat(answer.get("changes").get(1).get("action").asString()).isEqualTo("unchanged");
        assertThat(answer.get("notes").toString())
                .contains("imp2: 没有 file-push 队列")
                .doesNotContain("file-pull 队列");
        before.assertNothingChanged();
    }

    @Test
    void theFileOfTheDocumentationIsAccepted() throws IOException {
        String page = Files.readString(Path.of("../docs/onboarding.md"));
        int start = page.indexOf("# ssss.yaml");
        String file = page.substring(start, page.indexOf("```", start));

        HttpResponse<String> answer = put(ROUTE + "?dry_run=true&move=true", YAML, file);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void oneBadProjectOfFiftyChangesNothing() {
        String projects = IntStream.range(0, 50)
                .mapToObj(i -> "- {code: fifty" + i + ", name: n, areas: [{name: a, codes: [a], hosts: [10.0.0."
                        + (i == 49 ? "256" : i) + "]}]}\n")
                .reduce("projects:\n", String::concat);
        Snapshot before = new Snapshot();

        assertProblem(put(ROUTE, YAML, projects), 422, "bad_ip", "/projects/49/areas/0/hosts/0");
        before.assertNothingChanged();

        assertThat(put(ROUTE, YAML, projects.replace("256", "25")).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/projects/fifty49").statusCode()).isEqualTo(200);
    }

    @Test
    void aProjectOfAnotherQueueIsRefusedWithBothQueuesAndMovedWhenAsked() {
        put("/api/v1/queue-mappings/mvf_a", "{\"role\":\"ops-manager\",\"projects\":[\"mvf1\",\"mvf2\"]}");
        put("/api/v1/queue-mappings/mvf_c", "{\"role\":\"ops-manager\",\"projects\":[\"mvf3\"]}");
        String file = "queue_mappings:\n  - queue: mvf_b\n    role: ops-manager\n    projects: [mvf2, mvf3]\n";

        HttpResponse<String> refused = put(ROUTE, YAML, file);
        assertProblem(refused, 409, "already_mapped", "/queue_mappings/0/projects/0");
        assertThat(refused.body()).contains("mvf_a", "mvf_b", "mvf_c");
        assertThat(tree(refused).get("errors").get(1).get("line").asInt()).isEqualTo(4);
        assertThat(tree(refused).get("errors").get(1).get("column").asInt()).isEqualTo(22);

        JsonNode moved = tree(put(ROUTE + "?move=true", YAML, file));
        assertThat(moved.get("changes"))
                .extracting(change ->
                        change.get("id").asString() + " " + change.get("action").asString())
                .containsExactly("mvf_b added", "mvf_a changed", "mvf_c removed");
        assertProblem(get("/api/v1/queue-mappings/mvf_c"), 404, "unknown_queue", null);
        assertThat(tree(get("/api/v1/queue-mappings/mvf_a")).get("projects").toString())
                .isEqualTo("[\"mvf1\"]");
    }

    @Test
    void aProjectWithoutAQueueIsRefusedByNameUntilTheFileMapsIt() {
        String project = FILE.substring(0, FILE.indexOf("queue_mappings:")).replace("imp1", "noq");
        put(ROUTE, YAML, project);
        String pulls = "/api/v1/projects/noq/areas/cn/file-pulls";

        HttpResponse<String> refused = post(pulls, Fixtures.filePull().toString());
        assertProblem(refused, 422, "no_queue", "");
        assertThat(tree(refused).get("errors").get(0).get("message").asString()).contains("noq", "大陆", "file-pull");

        put(ROUTE, YAML, "queue_mappings: [{queue: noq_pull, role: file-pull, projects: [noq]}]");
        assertThat(post(pulls, Fixtures.filePull().toString()).statusCode()).isEqualTo(202);
    }

    @Test
    void aClientPullUsesTheClientsCodes() {
        put(ROUTE, YAML, FILE.replace("imp1", "cc1").replace("imp_pull", "cc_pull"));
        String client = Fixtures.filePull()
                .put("update_type", "hot_client")
                .put("client_type", 0)
                .toString();
        String server = Fixtures.filePull().toString();

        assertThat(post("/api/v1/projects/cc1/areas/cn_new/file-pulls", client).statusCode())
                .isEqualTo(202);
        assertProblem(post("/api/v1/projects/cc1/areas/cn/file-pulls", client), 404, "unknown_area", null);
        assertProblem(post("/api/v1/projects/cc1/areas/cn_new/file-pulls", server), 404, "unknown_area", null);
    }

    @Test
    void aTokenSeesItsOwnProjectsAndMayNotImport() {
        put(ROUTE, YAML, FILE.replace("imp1", "see1").replace("imp_pull", "see_pull"));
        String body = "{\"name\":\"see-viewer\",\"projects\":[\"see1\"],\"roles\":[\"admin\"]}";
        String token = tree(post("/api/v1/tokens", body)).get("token").asString();

        JsonNode seen = tree(
                send(anonymous(ROUTE).header("Authorization", "Bearer " + token).GET()));
        assertThat(seen.get("projects")).hasSize(1);
        assertThat(seen.get("queue_mappings")).hasSize(1);
        HttpRequest.Builder other = anonymous(ROUTE + "?project=ssss").header("Authorization", "Bearer " + token);
        assertProblem(send(other.GET()), 404, "unknown_project", null);
        HttpRequest.Builder importing = anonymous(ROUTE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", YAML)
                .PUT(HttpRequest.BodyPublishers.ofString(FILE));
        assertProblem(send(importing), 403, "forbidden", null);
    }

    /** Row A13, and what is no set-up at all. */
    static Stream<Arguments> abuse() {
        return Stream.of(
                Arguments.of(YAML, "", 400, "bad_yaml"),
                Arguments.of(YAML, "# only a comment\n", 400, "bad_yaml"),
                Arguments.of(YAML, "{}", 400, "missing_field"),
                Arguments.of(YAML, "[]", 400, "wrong_type"),
                Arguments.of(YAML, "x", 400, "wrong_type"),
                Arguments.of(YAML, "a: b: c", 400, "bad_yaml"),
                Arguments.of(YAML, "a: 'x", 400, "bad_yaml"),
                Arguments.of(YAML, "? [a]\n: b", 400, "bad_yaml"),
                Arguments.of(YAML, "\0", 400, "bad_yaml"),
                Arguments.of(YAML, "- ".repeat(100_000), 400, "too_deep"),
                Arguments.of(YAML, "[".repeat(100_000), 400, "too_deep"),
                Arguments.of(YAML, "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", 400, "bad_yaml"),
                Arguments.of(YAML, "projects: {$where: 'sleep(1)'}", 400, "wrong_type"),
                Arguments.of(YAML, "projects: [{code: {$gt: ''}, name: x, areas: []}]", 400, "wrong_type"),
                Arguments.of(YAML, "projects: [{$set: 1}]", 400, "unknown_field"),
                Arguments.of(YAML, "projects: [{a.b: 1}]", 400, "unknown_field"),
                Arguments.of(YAML, "projects: !!java.net.URL [x]", 400, "bad_yaml"),
                Arguments.of(YAML, "projects: [" + "x,".repeat(1_100_000) + "]", 413, "body_too_large"),
                Arguments.of("application/json", "{\"projects\":[{\"code\":1}]}", 400, "wrong_type"),
                Arguments.of("application/json", "{\"projects\":[],\"projects\":[]}", 400, "duplicate_key"),
                Arguments.of("application/json", "[".repeat(100_000), 400, "too_deep"),
                Arguments.of("application/json", "{} {}", 400, "bad_json"),
                Arguments.of("text/x-python", "", 400, "bad_python"),
                Arguments.of("text/x-python", "X = 1\n", 400, "unknown_field"),
                Arguments.of("text/x-python", "RSYNC_MAP = {}\nRSYNC_MAP = {}\n", 400, "duplicate_key"),
                Arguments.of("text/x-python", "RSYNC_MAP = {'a': {}, 'a': {}}\n", 400, "duplicate_key"),
                Arguments.of("text/x-python", "RSYNC_MAP = " + "[".repeat(100_000), 400, "too_deep"),
                Arguments.of("text/x-python", "RSYNC_MAP = __import__('os').system('id')", 400, "bad_python"),
                Arguments.of("text/x-python", "RSYNC_MAP = {'a': open('/etc/passwd')}", 400, "bad_python"),
                Arguments.of("text/x-python", "import os\nRSYNC_MAP = {}", 400, "bad_python"),
                Arguments.of("text/x-python", "RSYNC_MAP = {'$set': {'$gt': 1}}", 400, "unknown_field"),
                Arguments.of("text/x-python", "RSYNC_MAP = {'a.*': {'hot_server': {'x': ['y']}}}", 422, "bad_name"),
                Arguments.of("text/plain", FILE, 415, "unsupported_content_type"),
                Arguments.of("application/yaml;charset=gbk", FILE, 415, "unsupported_content_type"),
                Arguments.of("application/x-yaml", FILE, 415, "unsupported_content_type"));
    }

    @ParameterizedTest
    @MethodSource("abuse")
    void abuseIsRefusedAndChangesNothing(String type, String body, int status, String code) {
        Snapshot before = new Snapshot();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = put(ROUTE, type, body);

        assertProblem(answer, status, code, null);
        if (status == 400) {
            assertThat(tree(answer).get("errors").get(0).get("line").asInt()).isPositive();
        }
        before.assertNothingChanged();
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/projects/ssss", "/api/v1/queue-mappings/x", "/api/v1/onboarding/"})
    void otherRoutesTakeJsonAlone(String route) {
        assertProblem(put(route, YAML, FILE), 415, "unsupported_content_type", null);
        assertThat(send(request("/api/v1/projects").GET().header("Accept", YAML))
                        .statusCode())
                .isEqualTo(406);
    }

    HttpResponse<String> put(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** All documents of the set-up, and the number of all others. */
    private static final class Snapshot {
        private final Map<String, Long> counts = MemoryStore.counts();
        private final List<String> documents = documents();

        void assertNothingChanged() {
            assertThat(documents()).isEqualTo(documents);
            assertThat(MemoryStore.counts()).isEqualTo(counts);
        }

        private static List<String> documents() {
            return Stream.of("projects", "queue_mappings")
                    .flatMap(name -> Stream.of(MemoryStore.database().getCollection(name))
                            .flatMap(all ->
                                    all.find().sort(new Document("_id", 1)).into(new java.util.ArrayList<>()).stream()))
                    .map(Document::toJson)
                    .toList();
        }
    }
}
