package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests that begin only after somebody else has said yes. */
class ApprovalTest extends ReleaseTest {
    private static final String P = "approved";
    private static final String HOT = "/api/v1/projects/" + P + "/areas/cn/hot-updates";
    private static final Map<String, String> TOKENS = new HashMap<>();

    @BeforeEach
    void project() {
        if (!TOKENS.isEmpty()) {
            return;
        }
        onboardReleases(P);
        putProject("[\"hot-updates\", \"services\", \"releases\"]", "10.1.1.1");
        token("asker", "operator");
        token("releaser", "releaser");
        token("one", "approver");
        token("other", "approver");
        token("boss", "admin");
    }

    @Test
    void whatNeedsAYesDoesNotBeginWithout() {
        assertProblem(as("asker", HOT, update().toString()), 409, "approval_required", null);
        HttpResponse<String> later = as(
                "asker",
                "/api/v1/projects/" + P + "/areas/cn/schedules",
                "{\"request\": \"hot-updates\", \"body\": " + update() + ", \"delay_seconds\": 9}");
        assertProblem(later, 409, "approval_required", null);
        assertThat(tree(later).get("hint").asString()).contains("approvals");
        String service = "{\"uuid\": \"%s\", \"action\": \"restart\", \"servers\": {\"all\": true}}";
        assertProblem(
                as("asker", area(P) + "/services", service.formatted(freshUuid())), 409, "approval_required", null);
        assertThat(as("asker", area(P) + "/services?dry_run=true", service.formatted(freshUuid()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(as("asker", area(P) + "/file-pulls", Fixtures.filePull().toString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anApprovedRequestIsAJobOfItsRequesterWithItsApprover() {
        ObjectNode body = update();
        JsonNode asked = tree(ask("asker", "hot-updates", body));
        assertThat(asked.get("state").asString()).isEqualTo("WAITING");
        assertThat(asked.get("requested_by").asString()).isEqualTo(P + "-asker");
        assertThat(asked.get("scope").get("ips").asInt()).isEqualTo(1);
        assertThat(asked.get("scope").get("servers").asInt()).isEqualTo(2);
        assertThat(asked.get("body").get("version").asString()).isEqualTo("003100000");
        assertThat(asked.get("job_id").isNull()).isTrue();
        assertThat(asked.get("may_decide").asBoolean()).isFalse();
        assertThat(ids(tree(read("one", "/api/v1/overview")).get("waiting_for_me")))
                .contains(asked.get("id").asString());
        assertThat(ids(tree(read("asker", "/api/v1/overview")).get("waiting_for_me")))
                .doesNotContain(asked.get("id").asString());

        HttpResponse<String> answer = decide("one", asked, "approve", "看过了,可以执行");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode approved = tree(answer);
        assertThat(approved.get("state").asString()).isEqualTo("APPROVED");
        assertThat(approved.get("decided_by").asString()).isEqualTo(P + "-one");
        assertThat(approved.get("decision").asString()).isEqualTo("看过了,可以执行");
        JsonNode job = tree(get("/api/v1/jobs/" + approved.get("job_id").asString()));
        assertThat(job.get("created_by").asString()).isEqualTo(P + "-asker");
        assertThat(job.get("approved_by").asString()).isEqualTo(P + "-one");
        assertThat(as("asker", HOT, body.toString()).statusCode())
                .as("the same request again is the job that was approved")
                .isEqualTo(202);
        assertProblem(decide("other", asked, "reject", "too late now"), 409, "not_allowed_now", null);
    }

    @Test
    void nobodyDecidesOnTheirOwnRequest() {
        JsonNode asked = tree(ask("boss", "hot-updates", update()));
        assertThat(asked.get("why_not").asString()).isEqualTo("不能审批自己的申请");

        assertProblem(decide("boss", asked, "approve", null), 403, "own_request", null);
        assertProblem(decide("boss", asked, "reject", "no reason"), 403, "own_request", null);
        assertThat(state(asked)).isEqualTo("WAITING");
        assertThat(tree(read("one", "/api/v1/approvals/" + asked.get("id").asString()))
                        .get("may_decide")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoMayNotDecideOrAskIsRefused() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));

        assertProblem(decide("releaser", asked, "approve", null), 403, "forbidden", null);
        assertProblem(ask("one", "hot-updates", update()), 403, "forbidden", null);
        assertProblem(ask("asker", "releases", run(freshUuid(), "someplan")), 403, "forbidden", null);
        assertProblem(decide("releaser", asked, "withdraw", null), 403, "forbidden", null);
    }

    @Test
    void aRejectionHasAReasonAndEndsIt() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));

        assertProblem(decide("one", asked, "reject", null), 422, "bad_value", "/reason");
        assertProblem(decide("one", asked, "reject", "no\u001b[2J"), 422, "bad_value", "/reason");
        assertThat(tree(decide("one", asked, "reject", "版本不对")).get("state").asString())
                .isEqualTo("REJECTED");
        assertProblem(decide("one", asked, "approve", null), 409, "not_allowed_now", null);
        assertThat(jobs.find(asked.get("body").get("uuid").asString())).isEmpty();
    }

    @Test
    void itsRequesterMayWithdrawItAndTwiceIsTheSameAsOnce() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));

        assertThat(decide("asker", asked, "withdraw", null).statusCode()).isEqualTo(200);
        assertThat(tree(decide("asker", asked, "withdraw", null)).get("state").asString())
                .isEqualTo("WITHDRAWN");
        assertProblem(decide("one", asked, "approve", null), 409, "not_allowed_now", null);
    }

    @Test
    void afterADayItIsTooLate() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        set(asked, new Document("expiresAt", Date.from(Instant.now().minusSeconds(1))));

        assertProblem(decide("one", asked, "approve", null), 409, "not_allowed_now", null);
        assertThat(state(asked)).isEqualTo("EXPIRED");
        await().atMost(LIMIT).until(() -> stored(asked).getString("state").equals("EXPIRED"));
        assertThat(tree(get("/api/v1/approvals/" + asked.get("id").asString()))
                        .get("decision")
                        .asString())
                .contains("24");
    }

    @Test
    void whatWouldNotBeTakenAnyMoreIsVoidAndSaysWhy() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        putProject("[\"hot-updates\", \"services\", \"releases\"]", "10.1.1.2");
        HttpResponse<String> answer = decide("one", asked, "approve", null);
        putProject("[\"hot-updates\", \"services\", \"releases\"]", "10.1.1.1");

        assertProblem(answer, 409, "approval_void", null);
        assertThat(tree(answer).get("hint").asString()).contains("主机不在该地区的清单中");
        JsonNode seen = tree(get("/api/v1/approvals/" + asked.get("id").asString()));
        assertThat(seen.get("state").asString()).isEqualTo("VOID");
        assertThat(seen.get("decided_by").isNull()).isTrue();
        assertThat(seen.get("decision").asString()).contains("/update_server_list");
    }

    @Test
    void aReleaseIsApprovedWithItsPlanAndVoidWithIt() {
        if (packages.find(P, "GameServer", "001").isEmpty()) {
            ready(P, "001", Map.of("a", "1"));
        }
        String body = "{\"app_type\": \"GameServer\", \"version\": \"001\", \"servers\": {\"ips\": [\"10.20.0.1\"]}}";
        String used = plan(P, body).get("id").asString();
        String lost = plan(P, body).get("id").asString();
        assertProblem(
                as("releaser", area(P) + "/releases", run(freshUuid(), used).toString()),
                409,
                "approval_required",
                null);
        JsonNode first = tree(ask("releaser", "releases", run(freshUuid(), used)));
        JsonNode second = tree(ask("releaser", "releases", run(freshUuid(), used)));
        JsonNode third = tree(ask("releaser", "releases", run(freshUuid(), lost)));
        assertThat(first.get("scope").get("servers").asInt()).isEqualTo(2);

        HttpResponse<String> yes = decide("one", first, "approve", null);
        assertThat(yes.statusCode()).as(yes.body()).isEqualTo(200);
        assertThat(job(tree(yes).get("job_id").asString()).approvedBy()).isEqualTo(P + "-one");
        HttpResponse<String> late = decide("one", second, "approve", null);
        assertProblem(late, 409, "approval_void", null);
        assertThat(tree(late).get("hint").asString()).contains("发布计划已被执行");

        MemoryStore.database()
                .getCollection("release_plans")
                .updateOne(
                        new Document("_id", lost),
                        new Document(
                                "$set",
                                new Document(
                                        "expiresAt", Date.from(Instant.now().minusSeconds(5)))));
        assertProblem(decide("one", third, "approve", null), 409, "approval_void", null);
        assertThat(state(third)).isEqualTo("VOID");
    }

    @Test
    void inAFreezeItGoesOnWaiting() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        put(
                "/api/v1/projects/" + P + "/maintenance",
                "{\"zone\": \"Asia/Shanghai\", \"windows\": [], \"freezes\": [{\"from\": \"2020-01-01T00:00:00Z\", \"reason\": \"春节\"}]}");
        HttpResponse<String> frozen = decide("one", asked, "approve", null);
        put(
                "/api/v1/projects/" + P + "/maintenance",
                "{\"zone\": \"Asia/Shanghai\", \"windows\": [], \"freezes\": []}");

        assertProblem(frozen, 409, "frozen", null);
        assertThat(state(asked)).isEqualTo("WAITING");
        assertThat(decide("one", asked, "approve", null).statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwoApproversAtOnceOneIsFirst() throws Exception {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        for (String who : List.of("one", "other", "one", "other")) {
            answers.add(pool.submit(() -> {
                go.await();
                return decide(who, asked, who.equals("one") ? "approve" : "reject", "at the same time")
                        .statusCode();
            }));
        }
        go.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        pool.shutdown();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        boolean began = state(asked).equals("APPROVED");
        assertThat(jobs.find(asked.get("body").get("uuid").asString()).isPresent())
                .isEqualTo(began);
    }

    /** By a dispatcher that died between the yes and the job. */
    @Test
    void whatWasApprovedAndDidNotBeginIsBegunByTheLeader() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        set(asked, leftBehind());

        await().atMost(LIMIT).until(() -> stored(asked).getBoolean("begun"));
        assertThat(job(asked.get("body").get("uuid").asString()).approvedBy()).isEqualTo(P + "-one");
    }

    @Test
    void anApprovedOneThatCannotBeginHoldsUpNoOther() {
        JsonNode broken = tree(ask("asker", "hot-updates", update()));
        JsonNode good = tree(ask("asker", "hot-updates", update()));
        set(broken, leftBehind().append("form", "none"));
        set(good, leftBehind());

        await().atMost(LIMIT).until(() -> stored(good).getBoolean("begun"));
        assertThat(stored(broken).getBoolean("begun")).isFalse();
        set(broken, new Document("state", "WITHDRAWN"));
    }

    private static Document leftBehind() {
        return new Document("state", "APPROVED")
                .append("decidedBy", P + "-one")
                .append("decidedAt", Date.from(Instant.now().minusSeconds(60)))
                .append("decisionZh", "")
                .append("decisionEn", "");
    }

    @Test
    void problemsOfTheRequestStandBelowItsBody() {
        ObjectNode wrong = update().put("version", "../x");
        assertProblem(ask("asker", "hot-updates", wrong), 422, "bad_name", "/body/version");
        assertProblem(ask("asker", "hot-updates", update().put("extra", 1)), 400, "unknown_field", "/body/extra");
        assertProblem(ask("asker", "file-pulls", Fixtures.filePull()), 422, "bad_value", "/request");
        String path = "/api/v1/projects/" + P + "/areas/cn/approvals";
        assertProblem(
                as("asker", path, "{\"request\": \"hot-updates\", \"body\": {}, \"reason\": \"x\"}"),
                422,
                "bad_value",
                "/reason");
        assertProblem(as("asker", path, "{}"), 400, "missing_field", "/request");
    }

    @Test
    void theSameRequestAgainIsTheSameApprovalAndAnotherOneOfItsUuidIsRefused() {
        ObjectNode body = update();
        JsonNode asked = tree(ask("asker", "hot-updates", body));

        assertThat(tree(ask("asker", "hot-updates", body)).get("id").asString())
                .isEqualTo(asked.get("id").asString());
        assertProblem(
                ask("asker", "hot-updates", body.put("version", "003100001")),
                422,
                "idempotency_mismatch",
                "/body/uuid");
    }

    @Test
    void approvalsAreListedByStateAndProject() {
        JsonNode asked = tree(ask("asker", "hot-updates", update()));
        decide("asker", asked, "withdraw", null);

        assertThat(ids(tree(get("/api/v1/approvals?state=WITHDRAWN&project=" + P))
                        .get("approvals")))
                .contains(asked.get("id").asString());
        assertThat(ids(tree(get("/api/v1/approvals?state=WAITING")).get("approvals")))
                .doesNotContain(asked.get("id").asString());
        assertProblem(get("/api/v1/approvals?state=OPEN"), 400, "bad_parameter", "?state");
        assertProblem(get("/api/v1/approvals/nobody"), 404, "unknown_approval", null);
    }

    @Test
    void aProjectMayAskOnlyForWhatThereIs() {
        ObjectNode project = (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        project.putArray("approval").add("hot-updates").add("everything").add("hot-updates");

        HttpResponse<String> answer = put("/api/v1/projects/apx", project.toString());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/approval/1", "/approval/2");
    }

    private void putProject(String approval, String host) {
        String body = """
                {"name": "审批",
                 "areas": [{"name": "大陆", "codes": ["cn"], "hosts": ["%s", "10.20.0.1", "10.20.0.2", "10.20.0.3"],
                            "rsync_managers": [{"ip": "10.20.9.1", "port": 10022, "module": "m", "user": "u",
                                                "pass_file": "/etc/pass"}]},
                           {"name": "台湾", "codes": ["tw"], "hosts": ["10.21.0.1"]}],
                 "erlang_commands": [], "approval": %s}""".formatted(host, approval);
        assertThat(put("/api/v1/projects/" + P, body).statusCode()).isEqualTo(200);
    }

    private static ObjectNode update() {
        ObjectNode body = Fixtures.hotUpdate();
        body.remove("erlang_cmd_list");
        ObjectNode servers = body.putObject("update_server_list");
        servers.putObject("game").putArray("10.1.1.1").add("qq_1").add("qq_2");
        servers.putObject("cross");
        servers.putObject("cross_center");
        return body;
    }

    private static ObjectNode run(String uuid, String plan) {
        return JSON.createObjectNode().put("uuid", uuid).put("plan", plan);
    }

    private HttpResponse<String> ask(String who, String request, JsonNode body) {
        ObjectNode asked = JSON.createObjectNode().put("request", request).put("reason", "修复充值问题");
        asked.set("body", body);
        return as(who, "/api/v1/projects/" + P + "/areas/cn/approvals", asked.toString());
    }

    private HttpResponse<String> decide(String who, JsonNode asked, String verb, @Nullable String reason) {
        ObjectNode body = JSON.createObjectNode();
        if (reason != null) {
            body.put("reason", reason);
        }
        return as(who, "/api/v1/approvals/" + asked.get("id").asString() + "/" + verb, body.toString());
    }

    private HttpResponse<String> as(String who, String path, String body) {
        return send(json(authorized(who, path), "POST", body));
    }

    private HttpResponse<String> read(String who, String path) {
        return send(authorized(who, path).GET());
    }

    private HttpRequest.Builder authorized(String who, String path) {
        return anonymous(path).header("Authorization", "Bearer " + TOKENS.get(who));
    }

    private String state(JsonNode asked) {
        return tree(get("/api/v1/approvals/" + asked.get("id").asString()))
                .get("state")
                .asString();
    }

    private static Document stored(JsonNode asked) {
        return Objects.requireNonNull(MemoryStore.database()
                .getCollection("approvals")
                .find(new Document("_id", asked.get("id").asString()))
                .first());
    }

    private static void set(JsonNode asked, Document fields) {
        MemoryStore.database()
                .getCollection("approvals")
                .updateOne(new Document("_id", asked.get("id").asString()), new Document("$set", fields));
    }

    private static List<String> ids(JsonNode all) {
        List<String> ids = new ArrayList<>();
        all.forEach(one -> ids.add(one.get("id").asString()));
        return ids;
    }

    private void token(String who, String role) {
        HttpResponse<String> answer = post(
                "/api/v1/tokens",
                "{\"name\": \"%s-%s\", \"projects\": [\"%s\"], \"roles\": [\"%s\"]}".formatted(P, who, P, role));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        TOKENS.put(who, tree(answer).get("token").asString());
    }
}
