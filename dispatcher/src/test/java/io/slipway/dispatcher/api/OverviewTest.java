package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The first page, the queues, and the callbacks of all jobs together. */
class OverviewTest extends ApiTest {
    @Autowired
    private CallbackStore callbacks;

    @Autowired
    private DeadLetterStore letters;

    @Test
    void overviewShowsWhatRunsAndWhatFailedOfLate() {
        String running = acceptPull();
        String failed = acceptPull();
        String longAgo = acceptPull();
        // The dispatcher still writes to jobs that were just taken, and may undo what is written behind its back.
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            end(failed, new Date());
            end(longAgo, Date.from(Instant.now().minusSeconds(90_000)));
            List<String> open = ids(tree(get("/api/v1/overview")).get("running"), "job_id");
            return open.contains(running) && !open.contains(failed) && !open.contains(longAgo);
        });
        JsonNode seen = tree(get("/api/v1/overview"));

        JsonNode job = seen.get("running")
                .valueStream()
                .filter(one -> one.get("job_id").asString().equals(running))
                .findFirst()
                .orElseThrow();
        assertThat(job.get("steps").get(0).get("counts").get("PENDING").asInt()).isEqualTo(1);
        assertThat(ids(seen.get("failed_24h").get("jobs"), "job_id"))
                .contains(failed)
                .doesNotContain(longAgo);
        assertThat(seen.get("failed_24h").get("count").asInt()).isPositive();
        assertThat(seen.get("waiting_for_me").isArray()).isTrue();
        assertThat(seen.get("workers").get("ready").isInt()).isTrue();
    }

    @Test
    void overviewNamesABrokerThatIsAwayAndCallbacksThatWereGivenUp() {
        callback("ovw-" + freshUuid(), Callback.State.EXHAUSTED, Instant.now());
        await().atMost(Duration.ofSeconds(15))
                .until(() -> ids(tree(get("/api/v1/overview")).get("problems"), "code")
                        .containsAll(List.of("broker_away", "callbacks_dead")));
        JsonNode english = tree(send(request("/api/v1/overview").header("Accept-Language", "en")));
        assertThat(english.get("problems").toString()).contains("callbacks were given up");
    }

    @Test
    void queuesAreListedAlsoWhileTheBrokerIsAway() {
        JsonNode queues = tree(get("/api/v1/queues")).get("queues");

        JsonNode push = find(queues, "file-push-8");
        assertThat(push.get("role").asString()).isEqualTo("file-push");
        assertThat(push.get("project").asString()).isEqualTo("ssss");
        assertThat(push.get("depth").isNull()).isTrue();
        assertThat(find(queues, "slipway.reports").get("role").asString()).isEqualTo("dispatcher");
    }

    @Test
    void deadLettersAreShownAndOneWhoseAttemptIsOverIsNotSentAgain() {
        String job = acceptPull();
        String target = job + ":pull:cn";
        String id = letter("file-pull-8", target, job);

        assertThat(find(tree(get("/api/v1/queues")).get("queues"), "file-pull-8")
                        .get("dead")
                        .asInt())
                .isPositive();
        JsonNode shown = tree(get("/api/v1/queues/file-pull-8/dead-letters")).get("dead_letters");
        assertThat(shown.get(0).get("body").asString()).isEqualTo("not JSON \u0007");
        assertThat(shown.get(0).get("job_id").asString()).isEqualTo(job);

        MemoryStore.database()
                .getCollection("targets")
                .updateOne(new Document("_id", target), new Document("$set", new Document("state", "FAILED")));
        JsonNode answer = tree(requeue("file-pull-8", "[\"" + id + "\"]"));
        assertThat(answer.get("requeued")).isEmpty();
        assertThat(answer.get("refused").get(0).get("code").asString()).isEqualTo("attempt_over");
        assertThat(answer.get("refused").get(0).get("why").asString()).contains("重试任务 " + job);
        assertThat(MemoryStore.lastAuditEntry().getString("note")).isEqualTo("执行机已升级");
    }

    @Test
    void aLetterThatTheBrokerDoesNotTakeStaysWhereItIs() {
        String id = letter("slipway.reports", null, null);

        assertThat(tree(requeue("slipway.reports", "[\"" + id + "\"]"))
                        .get("refused")
                        .get(0)
                        .get("code")
                        .asString())
                .isEqualTo("broker_away");
        assertThat(letters.of("slipway.reports", List.of(id), 1)).hasSize(1);
    }

    @Test
    void requeueIsRefusedWithoutAReasonOrForWhatIsNotThere() {
        assertProblem(
                post("/api/v1/queues/file-pull-8/dead-letters/requeue", "{\"reason\": \"a\\u001bb cd\"}"),
                422,
                "bad_value",
                "/reason");
        assertProblem(requeue("file-pull-8", "[\"nobody\"]"), 404, "unknown_dead_letter", "/ids");
        assertProblem(requeue("file-pull-8", "[]"), 422, "too_few", "/ids");
        assertProblem(requeue("nosuch", "null"), 404, "unknown_queue", null);
        assertProblem(get("/api/v1/queues/file-pull-8/dead-letters?limit=0"), 400, "bad_parameter", "?limit");
    }

    @Test
    void callbacksAreListedNewestFirstInPagesThatMissNoneOfOneMoment() {
        Instant moment = Instant.parse("2031-01-01T00:00:00Z");
        String job = freshUuid();
        for (int i = 0; i < 5; i++) {
            callback(job + "-" + i, Callback.State.WAITING, moment);
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = tree(get("/api/v1/callbacks?project=ssss&state=WAITING&limit=2" + token));
            page.get("callbacks").forEach(one -> seen.add(one.get("callback_id").asString()));
            token = "&page_token=" + page.get("next_page_token").asString("");
        } while (!token.equals("&page_token=") && seen.size() < 5);

        assertThat(seen.subList(0, 5))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith(job))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(tree(get("/api/v1/callbacks?job=" + job + "-3")).get("callbacks"))
                .hasSize(1);
        assertProblem(get("/api/v1/callbacks?page_token=x"), 400, "bad_parameter", "?page_token");
        assertProblem(get("/api/v1/callbacks?state=DEAD"), 400, "bad_parameter", "?state");
    }

    @Test
    void allDeadCallbacksOfAProjectAreReplayedTogether() {
        String job = freshUuid();
        callback(job, Callback.State.EXHAUSTED, Instant.now());
        HttpResponse<String> answer = post("/api/v1/callbacks/replay", "{\"project\": \"ssss\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(tree(answer).get("replayed").asInt()).isPositive();
        assertThat(tree(answer).get("more").asBoolean()).isFalse();
        assertThat(callbacks.find(job + ":final").orElseThrow().tries()).isLessThan(12); // counted anew
        assertThat(tree(get("/api/v1/callbacks?state=EXHAUSTED&project=ssss&job=" + job))
                        .get("callbacks"))
                .isEmpty();
    }

    @Test
    void callbacksOfAnotherProjectAreNotReplayedByTheirIds() {
        String other = freshUuid();
        callbacks.insertMissing(List.of(made(other, "other", Callback.State.EXHAUSTED, Instant.now())));

        assertProblem(
                post("/api/v1/callbacks/replay", "{\"project\": \"ssss\", \"ids\": [\"" + other + ":final\"]}"),
                404,
                "unknown_callback",
                "/ids/0");
        assertThat(callbacks.find(other + ":final").orElseThrow().tries()).isEqualTo(12);
        assertProblem(post("/api/v1/callbacks/replay", "{}"), 400, "missing_field", "/project");
    }

    private HttpResponse<String> requeue(String queue, String ids) {
        return post(
                "/api/v1/queues/" + queue + "/dead-letters/requeue", "{\"ids\": " + ids + ", \"reason\": \"执行机已升级\"}");
    }

    private String letter(String queue, @Nullable String target, @Nullable String job) {
        String id = freshUuid();
        letters.add(new DeadLetter(
                id,
                queue,
                target == null ? null : target + "#1",
                target,
                1,
                job,
                job == null ? null : "ssss",
                "rejected",
                Base64.getEncoder().encodeToString("not JSON \u0007".getBytes(StandardCharsets.UTF_8)),
                1,
                Instant.now(),
                null));
        return id;
    }

    private void callback(String job, Callback.State state, Instant at) {
        callbacks.insertMissing(List.of(made(job, "ssss", state, at)));
    }

    private static Callback made(String job, String project, Callback.State state, Instant at) {
        return new Callback(
                job + ":final", job, 1, project, Callback.Kind.FINAL, "{}", state, 12, null, at, null, List.of());
    }

    private String acceptPull() {
        return tree(post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
    }

    private static void end(String job, Date at) {
        MemoryStore.database()
                .getCollection("jobs")
                .updateOne(
                        new Document("_id", job),
                        new Document(
                                "$set",
                                new Document("state", "FAILED")
                                        .append("settled", true)
                                        .append("finishedAt", at)));
    }

    private static JsonNode find(JsonNode queues, String name) {
        for (JsonNode queue : queues) {
            if (queue.get("name").asString().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("no " + name + " in " + queues);
    }

    private static List<String> ids(JsonNode all, String field) {
        List<String> ids = new ArrayList<>();
        all.forEach(one -> ids.add(one.get(field).asString()));
        return ids;
    }
}
