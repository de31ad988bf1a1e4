package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.Fixtures.FILE_PULLS;
import static io.slipway.dispatcher.api.Fixtures.HOT_UPDATES;
import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client update as the CMDB sends it, and all that it may not say. */
class ClientRequestTest extends ApiTest {
    static Stream<AbuseCases.Case> cases() {
        return ClientAbuseCases.all();
    }

    static List<String> badRoots() {
        return ClientAbuseCases.BAD_ROOTS;
    }

    @Test
    void seedBodyIsAcceptedWithOneTargetPerDirectory() {
        ObjectNode body = Fixtures.clientUpdate();
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = body.get("uuid").asString();
        JsonNode job = tree(get("/api/v1/jobs/" + id));
        assertThat(job.get("kind").asString()).isEqualTo("CLIENT_UPDATE");
        assertThat(job.get("update_type").asString()).isEqualTo("hot_client");
        assertThat(job.get("client_type").asInt()).isZero();
        JsonNode targets = tree(get("/api/v1/jobs/" + id + "/targets?step=APPLY"));
        assertThat(targets.get("targets").valueStream().map(target -> target.get("key")
                        .asString()))
                .containsExactly(
                        "res.ssss.chuangyunet.com/t1",
                        "res.ssss.chuangyunet.com/test_r1",
                        "res.ssss.chuangyunet.com/s1",
                        "res.ssss.chuangyunet.com/r1");
        assertThat(targets.get("targets").get(1).get("directory").toString())
                .isEqualTo("{\"cdn_root_url\":\"res.ssss.chuangyunet.com\",\"cdn_dir\":\"test_r1\"}");
    }

    @Test
    void aRootWithoutDirectoriesTakesAnySafeOne() {
        ObjectNode body = Fixtures.clientUpdate();
        directory(body, "any.ssss.chuangyunet.com:8080", "s1/res");

        assertThat(post(HOT_UPDATES, body.toString()).statusCode()).isEqualTo(202);
    }

    @Test
    void tenThousandDirectoriesAreTaken() {
        ObjectNode body = Fixtures.clientUpdate();
        ArrayNode data = body.putArray("data");
        for (int i = 0; i < 10_000; i++) {
            data.addObject()
                    .put("cdn_root_url", "any.ssss.chuangyunet.com:8080")
                    .put("cdn_dir", "d" + i);
        }
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode targets = tree(get("/api/v1/jobs/" + body.get("uuid").asString() + "/targets?step=APPLY&limit=1"));
        assertThat(targets.get("total").asInt()).isEqualTo(10_000);
    }

    @Test
    void theAnswerSaysWhereToAddAnUnknownDirectory() {
        ObjectNode body = Fixtures.clientUpdate();
        directory(body, "res.ssss.chuangyunet.com", "t2");
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        assertProblem(answer, 422, "unknown_cdn_directory", "/data/0");
        assertThat(tree(answer).get("errors").get(0).get("message").asString())
                .contains("res.ssss.chuangyunet.com/t2", "大陆", "cdn_roots");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefusedAndChangesNothing(AbuseCases.Case abuse) {
        Map<String, Long> before = MemoryStore.counts();
        long audited = MemoryStore.auditEntries();

        HttpResponse<String> answer = post(HOT_UPDATES, abuse.body());

        assertProblem(answer, abuse.status(), abuse.code(), abuse.pointer());
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 1);
    }

    @Test
    void aPullMayBeOfAClientsFiles() {
        ObjectNode pull = Fixtures.filePull().put("update_type", "hot_client").put("client_type", 1);
        HttpResponse<String> answer = post(FILE_PULLS, pull.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode job = tree(get("/api/v1/jobs/" + tree(answer).get("job_id").asString()));
        assertThat(job.get("update_type").asString()).isEqualTo("hot_client");
        assertThat(job.get("client_type").asInt()).isEqualTo(1);
        ObjectNode open = Fixtures.filePull().put("update_type", "hot_client");
        assertThat(post(FILE_PULLS, open.toString()).statusCode()).isEqualTo(202);
    }

    @Test
    void aPullOfServerFilesHasNoClientType() {
        ObjectNode typed = Fixtures.filePull().put("client_type", 0);
        assertProblem(post(FILE_PULLS, typed.toString()), 422, "bad_value", "/client_type");
        ObjectNode strange = Fixtures.filePull().put("update_type", "client");
        assertProblem(post(FILE_PULLS, strange.toString()), 422, "unsupported_update_type", "/update_type");
    }

    @ParameterizedTest
    @MethodSource("badRoots")
    void anInventoryTakesOnlyHostNames(String root) {
        ObjectNode project = project();
        ((ObjectNode) roots(project).get(0)).put("cdn_root_url", root);

        assertProblem(
                put("/api/v1/projects/cdnroots", project.toString()),
                422,
                "bad_name",
                "/areas/0/cdn_roots/0/cdn_root_url");
    }

    @Test
    void anInventoryNamesEachRootAndDirectoryOnce() {
        ObjectNode project = project();
        ObjectNode third = roots(project).addObject().put("cdn_root_url", "RES.ssss.chuangyunet.com");
        third.putArray("dirs").add("a").add("a");
        HttpResponse<String> answer = put("/api/v1/projects/cdnroots", project.toString());

        assertProblem(answer, 422, "duplicate", "/areas/0/cdn_roots/2/cdn_root_url");
        assertThat(tree(answer).get("errors").get(1).get("pointer").asString())
                .isEqualTo("/areas/0/cdn_roots/2/dirs/1");
        third.put("cdn_root_url", "b.example.com").putArray("dirs").add("../a");
        assertProblem(
                put("/api/v1/projects/cdnroots", project.toString()), 422, "bad_name", "/areas/0/cdn_roots/2/dirs/0");
    }

    @Test
    void whatIsStoredOfAnInventoryIsGivenBack() {
        JsonNode roots = tree(get("/api/v1/projects/ssss")).get("areas").get(0).get("cdn_roots");

        assertThat(roots.get(0).get("dirs")).hasSize(4);
        assertThat(roots.get(1).toString())
                .isEqualTo("{\"cdn_root_url\":\"any.ssss.chuangyunet.com:8080\",\"dirs\":[]}");
    }

    private static ObjectNode project() {
        return (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
    }

    private static ArrayNode roots(ObjectNode project) {
        return (ArrayNode) project.get("areas").get(0).get("cdn_roots");
    }

    private static void directory(ObjectNode body, String root, String dir) {
        body.putArray("data").addObject().put("cdn_root_url", root).put("cdn_dir", dir);
    }
}
