package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.release.packages.PackageKeeper;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePackage.State;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The life of a package, from the request to READY. */
class PackageTest extends ReleaseTest {
    private static final String P = "pack";
    private static final String PACKAGES = "/api/v1/projects/pack/packages";
    private static boolean ready;

    @Autowired
    private ManifestStore manifests;

    @Autowired
    private FileListStore lists;

    @Autowired
    private PackageKeeper keeper;

    @Autowired
    private JobSequencer sequencer;

    @BeforeAll
    static void notYet() {
        ready = false;
    }

    @BeforeEach
    void project() {
        if (!ready) {
            onboardReleases(P);
            ready = true;
        }
    }

    @Test
    void whatAReceiverListedIsAPackage() {
        Map<String, String> contents = numbered(1203);
        String job = askPackage(P, "GameServer", "001");
        JsonNode before = tree(get(PACKAGES + "/GameServer/001"));
        assertThat(before.get("state").asString()).isEqualTo("PREPARING");
        assertThat(before.get("manifest").isNull()).isTrue();
        RequestTest.assertProblem(get(PACKAGES + "/GameServer/001/files"), 409, "not_allowed_now", null);

        unpacked(job, files(contents));

        ReleasePackage made = awaitPackage(P, "001", State.READY);
        JsonNode shown = tree(get(PACKAGES + "/GameServer/001"));
        assertThat(shown.get("files").asInt()).isEqualTo(1203);
        assertThat(shown.get("bytes").asInt()).isEqualTo(12030);
        assertThat(shown.get("job_id").asString()).isEqualTo(job);
        assertThat(shown.get("tree").asString())
                .isEqualTo("001-" + shown.get("manifest").asString().substring(0, 12));
        assertThat(made.version().snapshotPath()).isEqualTo("release/pack/cn/" + job + "/001");
        Manifest manifest = MessageCodec.decodeManifest(
                manifests.json(String.valueOf(made.manifest())).orElseThrow());
        assertThat(manifest.commands()).isEmpty();
        assertThat(manifest.files()).containsExactlyElementsOf(files(contents));
        JsonNode jobView = tree(get("/api/v1/jobs/" + job));
        assertThat(jobView.get("kind").asString()).isEqualTo("PACKAGE");
        assertThat(jobView.get("app_type").asString()).isEqualTo("GameServer");
        assertPages(contents);
    }

    private static Map<String, String> numbered(int files) {
        Map<String, String> contents = new TreeMap<>();
        IntStream.range(0, files).forEach(i -> contents.put("ebin/f%04d.beam".formatted(i), "c" + i));
        return contents;
    }

    private void assertPages(Map<String, String> contents) {
        List<String> names = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = tree(get(PACKAGES + "/GameServer/001/files?limit=500" + next));
            page.get("files").forEach(file -> names.add(file.get("name").asString()));
            assertThat(page.get("total").asInt()).isEqualTo(1203);
            next = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").asString();
        }
        assertThat(names).containsExactlyElementsOf(contents.keySet());
    }

    @Test
    void aReadyVersionIsNotUnpackedAgain() {
        ReleasePackage made = ready(P, "002", Map.of("a", "1"));
        String again = "{\"uuid\": \"%s\", \"app_type\": \"GameServer\", \"version\": \"002\"}";

        HttpResponse<String> same = post(area(P) + "/packages", again.formatted(made.jobId()));
        Map<String, Long> before = MemoryStore.counts();
        HttpResponse<String> other = post(area(P) + "/packages", again.formatted(freshUuid()));

        assertThat(same.statusCode()).isEqualTo(202);
        assertThat(tree(same).get("duplicate").asBoolean()).isTrue();
        RequestTest.assertProblem(other, 409, "package_exists", null);
        assertThat(other.body()).contains("GameServer 002", made.jobId());
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(packages.find(P, "GameServer", "002")).contains(made);
    }

    @Test
    void aFailedVersionMayBeAskedForAgain() {
        String first = askPackage(P, "GameServer", "003");
        reports.handle(List.of(new TargetFinished(
                pullTarget(first),
                1,
                OutcomeKind.FAILED,
                Failure.of(FailureCode.UNSAFE_ARCHIVE, "../x leaves the directory"),
                Map.of(),
                0,
                0)));
        awaitPackage(P, "003", State.FAILED);
        JsonNode failed = tree(get(PACKAGES + "/GameServer/003"));
        assertThat(failed.get("failure").get("code").asString()).isEqualTo("unsafe_archive");
        assertThat(failed.get("failure").get("advice").asString()).isNotBlank();

        String second = askPackage(P, "GameServer", "003");
        unpacked(second, files(Map.of("a", "1")));

        assertThat(awaitPackage(P, "003", State.READY).jobId()).isEqualTo(second);
    }

    @Test
    void theEndOfAJobThatWasReplacedChangesNothing() {
        String first = askPackage(P, "GameServer", "004");
        String second = askPackage(P, "GameServer", "004");

        unpacked(first, files(Map.of("old", "1")));
        await().atMost(LIMIT).until(() -> job(first).settled());
        assertThat(packages.find(P, "GameServer", "004").orElseThrow().state()).isEqualTo(State.PREPARING);
        unpacked(second, files(Map.of("new", "1")));

        assertThat(awaitPackage(P, "004", State.READY).jobId()).isEqualTo(second);
    }

    @Test
    void aCrashBetweenTheEndOfTheJobAndThePackageIsMended() {
        String job = askPackage(P, "GameServer", "005");
        lists.put(pullTarget(job), 1, files(Map.of("of", "an earlier attempt")));
        unpacked(job, files(Map.of("a", "1", "b", "2")));
        await().atMost(LIMIT).until(() -> job(job).settled());
        MemoryStore.database()
                .getCollection("jobs")
                .updateOne(new Document("_id", job), new Document("$set", new Document("settled", false)));
        MemoryStore.database().getCollection("packages").deleteOne(new Document("_id", "pack:GameServer:005"));

        sequencer.recheck(job); // what the reconciler does with every job that is not settled

        ReleasePackage made = awaitPackage(P, "005", State.READY);
        await().atMost(LIMIT).until(() -> job(job).settled());
        Job ended = job(job);
        keeper.ended(ended);
        keeper.ended(ended);
        assertThat(packages.find(P, "GameServer", "005")).contains(made);
        assertThat(made.files()).isEqualTo(2);
    }

    @Test
    void aVersionWhoseListComesAfterItsEndIsWaitedFor() {
        String job = askPackage(P, "GameServer", "088");
        List<Report> told = told(job, files(numbered(1001)));

        reports.handle(told.subList(1, 4)); // the first page is still with the other dispatcher
        sequencer.recheck(job);
        await().atMost(LIMIT).until(() -> jobs.find(job).orElseThrow().state() == JobState.RUNNING);
        reports.handle(told.subList(0, 1));

        assertThat(awaitPackage(P, "088", State.READY).files()).isEqualTo(1001);
    }

    @Test
    void aListOfWhichAPageIsLostIsNotWaitedForWithoutAnEnd() {
        String job = askPackage(P, "GameServer", "089");
        reports.handle(told(job, files(numbered(501))).subList(1, 3));
        Date longAgo = Date.from(Instant.now().minus(Duration.ofMinutes(6)));
        MemoryStore.database()
                .getCollection("targets")
                .updateOne(
                        new Document("_id", pullTarget(job)),
                        new Document("$set", new Document("finishedAt", longAgo)));

        sequencer.recheck(job);

        assertThat(awaitPackage(P, "089", State.FAILED).failure())
                .satisfies(why -> assertThat(String.valueOf(why)).contains("only 0 of 501 files"));
    }

    @Test
    void aVersionWithoutFilesOrWithTooManyIsNone() {
        String empty = askPackage(P, "GameServer", "006");
        unpacked(empty, List.of());
        assertThat(awaitPackage(P, "006", State.FAILED).failure())
                .satisfies(why -> assertThat(String.valueOf(why)).contains("0 files"));

        String huge = askPackage(P, "GameServer", "007");
        List<ManifestFile> many = new ArrayList<>();
        IntStream.range(0, 20_001).forEach(i -> many.addAll(files(Map.of("f" + i, "x"))));
        unpacked(huge, many);
        assertThat(awaitPackage(P, "007", State.FAILED).manifest()).isNull();
    }

    @Test
    void twoVersionsAreComparedByTheirDigests() {
        ready(P, "008", Map.of("same", "1", "other", "2", "gone", "3"));
        ready(P, "009", Map.of("same", "1", "other", "4", "fresh", "5"));

        JsonNode all = tree(get(PACKAGES + "/GameServer/009/difference?from=008"));
        JsonNode fresh = tree(get(PACKAGES + "/GameServer/009/difference?from=008&kind=new"));

        assertThat(all.get("new").asInt()).isEqualTo(1);
        assertThat(all.get("changed").asInt()).isEqualTo(1);
        assertThat(all.get("removed").asInt()).isEqualTo(1);
        assertThat(all.get("bytes").asInt()).isEqualTo(20);
        assertThat(all.get("files").toString())
                .isEqualTo("[{\"name\":\"fresh\",\"kind\":\"NEW\",\"from_size\":null,\"size\":10},"
                        + "{\"name\":\"gone\",\"kind\":\"REMOVED\",\"from_size\":10,\"size\":null},"
                        + "{\"name\":\"other\",\"kind\":\"CHANGED\",\"from_size\":10,\"size\":10}]");
        assertThat(fresh.get("files")).hasSize(1);
        assertThat(fresh.get("removed").asInt()).isEqualTo(1);
        JsonNode first = tree(get(PACKAGES + "/GameServer/009/difference?from=008&limit=2"));
        assertThat(first.get("next").asString()).isEqualTo("gone");
        assertThat(tree(get(PACKAGES + "/GameServer/009/difference?from=008&limit=2&after=gone"))
                        .get("next")
                        .isNull())
                .isTrue();
    }

    @Test
    void packagesAreListedNewestFirst() {
        ready(P, "010", Map.of("a", "1"));
        ready(P, "011", Map.of("a", "2"));

        JsonNode page = tree(get(PACKAGES + "?app_type=GameServer&limit=1"));
        JsonNode rest =
                tree(get(PACKAGES + "?limit=200&after=" + page.get("next").asString()));

        assertThat(page.get("packages").get(0).get("version").asString()).isEqualTo("011");
        assertThat(rest.get("packages").get(0).get("version").asString()).isEqualTo("010");
        assertThat(tree(get(PACKAGES + "?app_type=nobody")).get("packages")).isEmpty();
    }

    static Stream<Arguments> abuse() {
        List<Arguments> cases = new ArrayList<>();
        String good = "{\"uuid\": \"u\", \"app_type\": \"GameServer\", \"version\": \"001\"}";
        for (String field : List.of("uuid", "app_type", "version")) {
            for (String name : List.of(
                    "-e sh pwn.sh", ";id", "$(id)", "`id`", "../x", "a/b", "a b", "x".repeat(65), "甲", "", "a\u0000")) {
                cases.add(Arguments.of(with(good, field, JSON.writeValueAsString(name)), 422, "bad_name", "/" + field));
            }
            for (String wrong : List.of("7", "true", "[\"a\"]", "{\"$gt\": \"\"}")) {
                cases.add(Arguments.of(with(good, field, wrong), 400, "wrong_type", "/" + field));
            }
            cases.add(Arguments.of(with(good, field, "null"), 400, "missing_field", "/" + field));
            cases.add(Arguments.of(without(good, field), 400, "missing_field", "/" + field));
        }
        cases.add(Arguments.of(with(good, "uuid", "\"pull-x\""), 422, "bad_name", "/uuid"));
        cases.add(Arguments.of(with(good, "path", "\"/etc\""), 400, "unknown_field", "/path"));
        return cases.stream();
    }

    private static String with(String body, String field, String value) {
        return ((ObjectNode) JSON.readTree(body))
                .set(field, JSON.readTree(value))
                .toString();
    }

    private static String without(String body, String field) {
        return ((ObjectNode) JSON.readTree(body)).without(field).toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("abuse")
    void isRefusedAndStoresNothing(String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = post(area(P) + "/packages", body);

        RequestTest.assertProblem(answer, status, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String unknown = "unknown_version";
        RequestTest.assertProblem(get(PACKAGES + "/GameServer/none"), 404, unknown, null);
        RequestTest.assertProblem(get(PACKAGES + "/GameServer/none/files"), 404, unknown, null);
        RequestTest.assertProblem(get(PACKAGES + "/GameServer/none/difference?from=x"), 404, unknown, null);
        RequestTest.assertProblem(get("/api/v1/projects/nobody/packages"), 404, "unknown_project", null);
        RequestTest.assertProblem(get(PACKAGES + "?limit=0"), 400, "bad_parameter", "?limit");
        RequestTest.assertProblem(get(PACKAGES + "?limit=201"), 400, "bad_parameter", "?limit");
        RequestTest.assertProblem(get(PACKAGES + "?limit=x"), 400, "bad_parameter", "?limit");
        RequestTest.assertProblem(
                get(PACKAGES + "/GameServer/none/difference?from=x&kind=KEPT"), 400, "bad_parameter", "?kind");
        RequestTest.assertProblem(
                post(
                        "/api/v1/projects/pack/areas/jp/packages",
                        "{\"uuid\":\"u\",\"app_type\":\"a\",\"version\":\"v\"}"),
                404,
                "unknown_area",
                null);
        assertThat(get(PACKAGES + "/GameServer/none/difference").statusCode()).isEqualTo(400);
    }

    @Test
    void anAreaWithoutAQueueUnpacksNothing() {
        assertThat(put("/api/v1/projects/packless", """
                {"name": "无", "areas": [{"name": "大陆", "codes": ["cn"], "hosts": ["10.30.0.1"]}]}""").statusCode()).isEqualTo(200);
        RequestTest.assertProblem(
                post(area("packless") + "/packages", "{\"uuid\":\"u\",\"app_type\":\"a\",\"version\":\"v\"}"),
                422,
                "no_queue",
                "");
    }
}
