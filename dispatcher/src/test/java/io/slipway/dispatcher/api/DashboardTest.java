package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.job.Role;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class DashboardTest extends ApiTest {
    @Autowired
    private JobChanges changes;

    @Autowired
    private FileListStore fileLists;

    @Autowired
    private WorkerBoard board;

    @Test
    void jobsAreListedNewestFirstInPages() {
        String first = acceptPull();
        String second = acceptPull();
        JsonNode page = tree(get("/api/v1/jobs?project=ssss&limit=1"));

        assertThat(page.get("jobs").get(0).get("job_id").asString()).isEqualTo(second);
        JsonNode next = tree(get(
                "/api/v1/jobs?limit=1&page_token=" + page.get("next_page_token").asString()));
        assertThat(next.get("jobs").get(0).get("job_id").asString()).isEqualTo(first);
    }

    @Test
    void jobsAreFilteredByState() {
        acceptPull();

        assertThat(tree(get("/api/v1/jobs?state=SUCCEEDED,FAILED&project=nosuch"))
                        .get("jobs"))
                .isEmpty();
        assertProblem(get("/api/v1/jobs?state=NOPE"), 400, "bad_parameter", "?state");
    }

    @Test
    void jobsAreFilteredByKindAndCountedByState() {
        String pull = acceptPull();
        String update = acceptUpdate();
        JsonNode list =
                tree(get("/api/v1/jobs?project=ssss&kind=FILE_PULL&limit=500")).get("jobs");

        assertThat(list.valueStream().map(job -> job.get("job_id").asString()))
                .contains(pull)
                .doesNotContain(update);
        assertThat(list.valueStream().map(job -> job.get("kind").asString())).containsOnly("FILE_PULL");
        JsonNode all = tree(get("/api/v1/job-counts?project=ssss"));
        JsonNode pulls = tree(get("/api/v1/job-counts?project=ssss&kind=FILE_PULL"));
        assertThat(sum(pulls)).isEqualTo(list.size()).isLessThan(sum(all));
        assertThat(all.get("most").asInt()).isEqualTo(1000);
        assertThat(sum(tree(get("/api/v1/job-counts?project=nosuch")))).isZero();
        assertProblem(get("/api/v1/jobs?kind=NOPE"), 400, "bad_parameter", "?kind");
        assertProblem(get("/api/v1/job-counts?kind=NOPE"), 400, "bad_parameter", "?kind");
    }

    private static int sum(JsonNode counts) {
        return counts.get("counts").valueStream().mapToInt(JsonNode::asInt).sum();
    }

    @Test
    void jobCountsItsTargetsByState() {
        JsonNode job = tree(get("/api/v1/jobs/" + acceptUpdate()));
        JsonNode apply = job.get("steps").get(2);

        assertThat(apply.get("targets").asInt()).isEqualTo(6);
        assertThat(apply.get("counts").get("PENDING").asInt()).isEqualTo(6);
        assertThat(job.get("links").get("events").asString()).endsWith("/events");
    }

    @Test
    void failureOfATargetComesWithAdvice() {
        String id = acceptUpdate();
        fail(id + ":apply:10.1.1.1");
        JsonNode targets = tree(get("/api/v1/jobs/" + id + "/targets?state=FAILED"));

        assertThat(targets.get("total").asInt()).isEqualTo(1);
        JsonNode failure = targets.get("targets").get(0).get("failure");
        assertThat(failure.get("code").asString()).isEqualTo("digest_mismatch");
        assertThat(failure.get("type").asString()).isEqualTo("USER");
        assertThat(failure.get("advice").asString()).isEqualTo("重新拉取文件列表");
    }

    @Test
    void targetsComeInPages() {
        String id = acceptUpdate();
        JsonNode page = tree(get("/api/v1/jobs/" + id + "/targets?step=APPLY&limit=4"));

        assertThat(page.get("targets")).hasSize(4);
        assertThat(tree(get("/api/v1/jobs/" + id + "/targets?step=APPLY&limit=4&page_token="
                                + page.get("next_page_token").asString()))
                        .get("targets"))
                .hasSize(2);
    }

    @Test
    void fileListIsThereOnceThePullHasSucceeded() {
        String id = acceptPull();
        assertProblem(get("/api/v1/jobs/" + id + "/files"), 409, "not_allowed_now", null);

        String target = id + ":pull:cn";
        fileLists.put(target, 0, List.of(new ManifestFile("a.txt", 3, "m".repeat(32), "s".repeat(64))));
        set(
                "targets",
                target,
                new Document("state", "SUCCEEDED").append("files", 1L).append("bytes", 3L));
        JsonNode files = tree(get("/api/v1/jobs/" + id + "/files?page=0"));

        assertThat(files.get("total").asInt()).isEqualTo(1);
        assertThat(files.get("files").get(0).get("name").asString()).isEqualTo("a.txt");
        assertThat(files.get("files").get(0).get("sha256").asString()).hasSize(64);
    }

    @Test
    void cancelTwiceIsTheSameAsOnceAndRetryHasToWait() {
        String id = acceptPull();

        assertProblem(post("/api/v1/jobs/" + id + "/retry", ""), 409, "not_allowed_now", null);
        assertThat(post("/api/v1/jobs/" + id + "/cancel", "").statusCode()).isEqualTo(202);
        assertThat(post("/api/v1/jobs/" + id + "/cancel", "").statusCode()).isEqualTo(202);
        assertThat(MemoryStore.lastAuditEntry().getString("job_id")).isEqualTo(id);
    }

    @Test
    void unknownCallbackIsNotFound() {
        assertProblem(post("/api/v1/callbacks/x:ip:10.1.1.1/replay", ""), 404, "unknown_callback", null);
        assertThat(tree(get("/api/v1/jobs/" + acceptUpdate() + "/callbacks")).get("callbacks"))
                .isEmpty();
    }

    @Test
    void workersAreShown() {
        board.heard(new WorkerHeartbeat(
                "w1", Role.FILE_PUSH, "receiver-1", List.of("file_push8"), 4, Map.of("rsync", "3.5.0"), List.of()));
        JsonNode worker = tree(get("/api/v1/workers")).get("workers").get(0);

        assertThat(worker.get("role").asString()).isEqualTo("file-push");
        assertThat(worker.get("alive").asBoolean()).isTrue();
    }

    @Test
    void streamBeginsWithASnapshotAndTellsChanges() throws Exception {
        String id = acceptUpdate();
        try (EventStream stream = watch(id)) {
            assertThat(stream.response.headers().firstValue("X-Accel-Buffering"))
                    .contains("no");
            EventStream.Event snapshot = stream.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.json().get("targets")).hasSize(8);

            String target = id + ":apply:10.1.1.1";
            fail(target);
            changes.changed(id, List.of(target));
            EventStream.Event frame = stream.next("target");
            assertThat(frame.json().get("targets").get(0).get("failure_code").asString())
                    .isEqualTo("digest_mismatch");
            assertThat(frame.id()).isNotEqualTo(snapshot.id());
        }
    }

    @Test
    void changeOfAnotherDispatcherAppearsInTheStream() throws Exception {
        String id = acceptUpdate();
        try (EventStream stream = watch(id)) {
            stream.next("snapshot");
            fail(id + ":apply:10.1.1.2"); // nobody says so to JobChanges
            assertThat(stream.next("target")
                            .json()
                            .get("targets")
                            .get(0)
                            .get("key")
                            .asString())
                    .isEqualTo("10.1.1.2");
        }
    }

    @Test
    void streamEndsAfterTheLastJobEvent() throws Exception {
        String id = acceptPull();
        try (EventStream stream = watch(id)) {
            stream.next("snapshot");
            Document job = MemoryStore.database()
                    .getCollection("jobs")
                    .find(new Document("_id", id))
                    .first();
            assertThat(job).isNotNull();
            set("jobs", id, new Document("state", "CANCELLED").append("revision", job.getLong("revision") + 1000));
            EventStream.Event last = stream.next("job");
            while (!last.json().get("state").asString().equals("CANCELLED")) {
                last = stream.next("job");
            }
            assertThat(stream.next().name()).isEqualTo("end");
        }
        try (EventStream again = watch(id)) {
            assertThat(again.next().name()).isEqualTo("snapshot");
            assertThat(again.next().name()).isEqualTo("job");
            assertThat(again.next().name()).isEqualTo("end");
        }
    }

    @Test
    void whoComesBackIsToldOnlyWhatWasMissed() throws Exception {
        String id = acceptUpdate();
        String seen;
        try (EventStream stream = watch(id)) {
            stream.next("snapshot");
            fail(id + ":apply:10.1.1.1");
            changes.changed(id, List.of(id + ":apply:10.1.1.1"));
            seen = stream.next("target").id();
        }
        fail(id + ":apply:10.1.1.2");
        try (EventStream back = watch(id, seen)) {
            EventStream.Event missed = back.next();
            assertThat(missed.name()).isEqualTo("target");
            assertThat(keys(missed)).containsExactly("10.1.1.2");
            fail(id + ":apply:192.168.1.1");
            changes.changed(id, List.of(id + ":apply:192.168.1.1"));
            assertThat(keys(back.next("target"))).containsExactly("192.168.1.1");
        }
        try (EventStream again = watch(id, seen)) {
            assertThat(keys(again.next())).containsExactly("10.1.1.2");
            assertThat(keys(again.next())).containsExactly("192.168.1.1");
        }
    }

    @Test
    void anEventThatIsNotRememberedOrOfAnotherStreamLeadsToASnapshot() throws Exception {
        String id = acceptPull();
        String other = acceptPull();
        String seen;
        try (EventStream stream = watch(id)) {
            seen = stream.next("snapshot").id();
        }
        String epoch = seen.substring(0, seen.indexOf('-'));
        for (String unknown : List.of("", "0", "x-1", epoch + "-99999", epoch + "--1", epoch + "-", "a".repeat(5000))) {
            try (EventStream back = watch(id, unknown)) {
                assertThat(back.next().name()).as("after <" + unknown + ">").isEqualTo("snapshot");
            }
        }
        try (EventStream back = watch(other, seen)) {
            assertThat(back.next().name()).isEqualTo("snapshot");
        }
    }

    private static List<String> keys(EventStream.Event event) {
        List<String> keys = new ArrayList<>();
        event.json().get("targets").forEach(line -> keys.add(line.get("key").asString()));
        return keys;
    }

    private EventStream watch(String id) throws Exception {
        return new EventStream(events(id).build());
    }

    private EventStream watch(String id, String lastEventId) throws Exception {
        return new EventStream(events(id).header("Last-Event-ID", lastEventId).build());
    }

    private HttpRequest.Builder events(String id) {
        return request("/api/v1/jobs/" + id + "/events").header("Accept", "text/event-stream");
    }

    private String acceptPull() {
        return tree(post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()))
                .get("job_id")
                .asString();
    }

    private String acceptUpdate() {
        return tree(post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString()))
                .get("job_id")
                .asString();
    }

    private static void fail(String target) {
        Document failure = new Document("code", "DIGEST_MISMATCH")
                .append("message", "a.txt differs")
                .append("output", "");
        set("targets", target, new Document("state", "FAILED").append("failure", failure));
    }

    private static void set(String collection, String id, Document fields) {
        MemoryStore.database()
                .getCollection(collection)
                .updateOne(new Document("_id", id), new Document("$set", fields));
    }
}
