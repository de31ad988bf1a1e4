package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.slipway.contract.FilesListed;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.TargetFinished;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * Jobs that an earlier build took and this one carries on: what was added to documents since is not there. Nothing migrates them,
 * each is written anew when it changes, so a dispatcher that dies in between leaves some of both.
 */
class OlderBuildTest extends ReleaseTest {
    /** Added since the first build, by collection. */
    private static final Map<String, List<String>> ADDED = Map.of(
            "jobs", List.of("trace", "approvedBy", "rollout", "note", "manifest"),
            "targets", List.of("directory", "control", "release", "comparison", "basis", "route"),
            "job_inputs", List.of("directories", "control", "work", "waves", "relay"));

    @Test
    void aJobThatAnEarlierBuildTookGoesOnToItsEnd() {
        String id = begin(Fixtures.filePull().toString());
        forget("jobs", id);
        forget("job_inputs", id);
        forget("targets", pullTarget(id));

        finish(id);

        assertThat(job(id).trace()).isNull();
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/jobs/" + id + "/targets").statusCode()).isEqualTo(200);
        assertThat(tree(get("/api/v1/jobs/" + id + "/files")).get("files")).hasSize(1);
    }

    @Test
    void aJobOfBothBuildsGoesOnToItsEnd() {
        String id = begin(Fixtures.filePull().toString());
        forget("targets", pullTarget(id)); // and the job is of this build

        finish(id);

        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aJobThatAnEarlierBuildEndedIsShownAndCancelledTwiceAlike() {
        String id = begin(Fixtures.filePull().toString());
        finish(id);
        forget("jobs", id);
        forget("targets", pullTarget(id));

        HttpResponse<String> first = post("/api/v1/jobs/" + id + "/cancel", "{}");
        HttpResponse<String> second = post("/api/v1/jobs/" + id + "/cancel", "{}");

        assertThat(first.statusCode())
                .as(first.body())
                .isEqualTo(second.statusCode())
                .isIn(200, 409);
        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    /** Inputs claim the id, targets follow, the job is last: whoever died in between is completed by the same request. */
    @Test
    void anAcceptanceThatWasInterruptedIsCompletedOnceHoweverOftenItIsRepeated() {
        String body = Fixtures.filePull().toString();
        String id = begin(body);
        forget("job_inputs", id);
        forget("targets", pullTarget(id));
        MemoryStore.database().getCollection("jobs").deleteOne(new Document("_id", id));
        long targetsBefore = targetsOf(id);

        HttpResponse<String> again = post(Fixtures.FILE_PULLS, body);
        HttpResponse<String> oncemore = post(Fixtures.FILE_PULLS, body);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(tree(oncemore).get("duplicate").asBoolean()).isTrue();
        assertThat(targetsOf(id)).isEqualTo(targetsBefore);
        awaitPulling(id);
        finish(id);
    }

    private String begin(String body) {
        HttpResponse<String> answer = post(Fixtures.FILE_PULLS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = tree(answer).get("job_id").asString();
        awaitPulling(id);
        return id;
    }

    private void awaitPulling(String id) {
        await().atMost(LIMIT).until(() -> job(id).step(StepKind.PULL).state() == StepState.RUNNING);
    }

    /** As an earlier build would have written it. */
    private static void forget(String collection, String id) {
        List<String> added = ADDED.getOrDefault(collection, List.of());
        assertThat(added).isNotEmpty();
        MemoryStore.database()
                .getCollection(collection)
                .updateOne(
                        Filters.eq(id),
                        Updates.combine(added.stream().map(Updates::unset).toList()));
    }

    /** What a worker would report. */
    private void finish(String id) {
        Target pull = targets.find(List.of(pullTarget(id))).get(0);
        reports.handle(List.of(
                new FilesListed(pull.id(), pull.attempt(), 0, files(Map.of("a.txt", "a"))),
                new TargetFinished(
                        pull.id(), pull.attempt(), OutcomeKind.SUCCEEDED, null, Map.of(), 1, 10, "receiver", 5L)));
        await().atMost(LIMIT).until(() -> job(id).settled());
        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    private static long targetsOf(String id) {
        return MemoryStore.database().getCollection("targets").countDocuments(new Document("jobId", id));
    }
}
