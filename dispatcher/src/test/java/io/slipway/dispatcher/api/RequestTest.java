package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.Fixtures.FILE_PULLS;
import static io.slipway.dispatcher.api.Fixtures.HOT_UPDATES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RequestTest extends ApiTest {
    @Test
    void seedBodyIsAcceptedUnchangedAndStored() {
        ObjectNode body = Fixtures.hotUpdate();
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = body.get("uuid").asString();
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/jobs/" + id);
        assertThat(tree(answer).get("job_id").asString()).isEqualTo(id);
        assertThat(tree(answer).get("duplicate").asBoolean()).isFalse();
        JsonNode job = tree(get("/api/v1/jobs/" + id));
        assertThat(job.get("area").asString()).isEqualTo("大陆");
        assertThat(job.get("area_code").asString()).isEqualTo("cn");
        assertThat(job.get("update_type").asString()).isEqualTo("hot_server");
        assertThat(job.get("steps")).hasSize(3);
        assertThat(job.get("steps").get(2).get("targets").asInt()).isEqualTo(6);
        Document inputs = MemoryStore.database()
                .getCollection("job_inputs")
                .find(new Document("_id", id))
                .first();
        assertThat(inputs).isNotNull();
        assertThat(inputs.toJson())
                .contains("corss_2", "5724c05c650550ac8034129ad7a4d915")
                .doesNotContain("5724C05C");
        Document audit = MemoryStore.lastAuditEntry();
        assertThat(audit.getString("job_id")).isEqualTo(id);
        assertThat(audit.getInteger("status")).isEqualTo(202);
        assertThat(audit.getString("who")).isEqualTo("first-admin");
    }

    @Test
    void sameRequestAgainIsTheSameJobWhateverTheOrderOfItsKeys() {
        String uuid = freshUuid();
        post(FILE_PULLS, "{\"uuid\": \"" + uuid + "\", \"version\": \"004200000\"}");
        HttpResponse<String> again = post(FILE_PULLS, "{\"version\":\"004200000\",\"uuid\":\"" + uuid + "\"}");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(tree(again).get("duplicate").asBoolean()).isTrue();
        assertThat(tree(again).get("job_id").asString()).isEqualTo("pull-" + uuid);
    }

    /** The stand-in's counter gave a number twice under load; the second job was answered with 202 and not stored. */
    @Test
    void aJobWhoseNumberIsTakenIsStoredUnderAnother() {
        post(FILE_PULLS, Fixtures.filePull().toString());
        MemoryStore.database()
                .getCollection("counters")
                .updateOne(new Document("_id", "job_seq"), new Document("$inc", new Document("value", -1L)));
        ObjectNode body = Fixtures.filePull();
        HttpResponse<String> answer = post(FILE_PULLS, body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(tree(answer).get("duplicate").asBoolean()).isFalse();
        assertThat(get("/api/v1/jobs/pull-" + body.get("uuid").asString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void sameUuidWithAnotherBodyIsRefused() {
        ObjectNode body = Fixtures.filePull();
        post(FILE_PULLS, body.toString());
        HttpResponse<String> other =
                post(FILE_PULLS, body.put("version", "004200001").toString());

        assertProblem(other, 422, "idempotency_mismatch", "/uuid");
    }

    @Test
    void pullAndUpdateOfOnePageSessionShareTheirUuid() {
        ObjectNode update = Fixtures.hotUpdate();
        ObjectNode pull = Fixtures.filePull().put("uuid", update.get("uuid").asString());

        assertThat(post(FILE_PULLS, pull.toString()).statusCode()).isEqualTo(202);
        assertThat(post(HOT_UPDATES, update.toString()).statusCode()).isEqualTo(202);
    }

    @Test
    void areaMayBeNamedInChinese() {
        String path = "/api/v1/projects/ssss/areas/%E5%A4%A7%E9%99%86/file-pulls";

        assertThat(post(path, Fixtures.filePull().toString()).statusCode()).isEqualTo(202);
    }

    @Test
    void areaWithSeveralCodesHasToBeNamedByOne() {
        put("/api/v1/projects/twocodes", Fixtures.project("大陆", List.of("cn", "cn_new")));
        HttpResponse<String> answer = post(
                "/api/v1/projects/twocodes/areas/%E5%A4%A7%E9%99%86/file-pulls",
                Fixtures.filePull().toString());

        assertProblem(answer, 422, "ambiguous_area", "");
        assertThat(tree(answer).get("errors").get(0).get("message").asString()).contains("cn", "cn_new");
    }

    @Test
    void projectWithoutQueuesIsToldEachMissingOne() {
        put("/api/v1/projects/noqueue", Fixtures.project("台湾", List.of("tw")));
        HttpResponse<String> answer = post(
                "/api/v1/projects/noqueue/areas/tw/hot-updates",
                Fixtures.hotUpdate().toString());

        assertProblem(answer, 422, "no_queue", "");
        assertThat(tree(answer).get("errors")).hasSize(3);
        assertThat(answer.body()).contains("noqueue", "台湾", "file-pull", "file-push", "ops-manager");
    }

    @Test
    void unknownProjectAndAreaAreNotFound() {
        String body = Fixtures.filePull().toString();

        assertProblem(post("/api/v1/projects/zzzz/areas/cn/file-pulls", body), 404, "unknown_project", null);
        assertProblem(post("/api/v1/projects/ssss/areas/xx/file-pulls", body), 404, "unknown_area", null);
    }

    @Test
    void bothShapesAtOnceAreRefused() {
        ObjectNode body = Fixtures.hotUpdate();
        body.putArray("data").addObject().put("cdn_root_url", "res.example.net").put("cdn_dir", "t1");

        assertProblem(post(HOT_UPDATES, body.toString()), 400, "mixed_shapes", "/data");
    }

    @Test
    void everyFieldErrorIsToldAtOnce() {
        ObjectNode body = Fixtures.hotUpdate().put("version", "../x");
        ((ObjectNode) body.get("update_file_list").get(1)).put("file_md5", "zz");
        ((ObjectNode) body.get("update_server_list").get("game"))
                .putArray("9.9.9.9")
                .add("qq_9");
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(tree(answer).get("code").asString()).isEqualTo("invalid_request");
        assertThat(tree(answer).get("errors").valueStream().map(error -> error.get("pointer")
                        .asString()))
                .containsExactly("/version", "/update_server_list/game/9.9.9.9", "/update_file_list/1/file_md5");
    }

    @Test
    void oneIpWithServersOfTwoRolesIsOneTarget() {
        ObjectNode body = Fixtures.hotUpdate();
        ((ObjectNode) body.get("update_server_list").get("cross"))
                .putArray("10.1.1.1")
                .add("cross_9");
        HttpResponse<String> answer = post(HOT_UPDATES, body.toString());

        JsonNode targets = tree(get("/api/v1/jobs/" + tree(answer).get("job_id").asString() + "/targets?step=APPLY"));
        assertThat(targets.get("total").asInt()).isEqualTo(6);
        assertThat(targets.get("targets").get(0).get("servers")).hasSize(3);
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        String path = "/api/v1/jobs/nope";
        String chinese = tree(get(path)).get("title").asString();
        String english = tree(send(request(path).header("Accept-Language", "en-GB,en;q=0.9")))
                .get("title")
                .asString();

        assertThat(chinese).isEqualTo("没有这个任务");
        assertThat(english).isEqualTo("No such job");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code, @Nullable String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode body = tree(answer);
        assertThat(body.get("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(body.get("type").asString()).isEqualTo("/problems/" + code);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("request_id").asString()).isNotBlank();
        if (pointer != null) {
            assertThat(body.get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        }
    }
}
