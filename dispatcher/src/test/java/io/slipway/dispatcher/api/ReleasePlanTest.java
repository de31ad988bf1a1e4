package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import io.slipway.contract.PushFiles;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a plan says, and that exactly that is run, once, while it holds. */
class ReleasePlanTest extends ReleaseTest {
    private static final String GAMES = "{\"app_types\": [\"GameServer\"]}";

    @Test
    void aPlanSaysWhatItWouldDo() {
        onboardReleases("rp1");
        ReleasePackage old = ready("rp1", "001", Map.of("a", "1", "b", "1", "gone", "1", "init.properties", "x"));
        ready("rp1", "002", Map.of("a", "1", "b", "2", "fresh", "1", "jdbc.properties", "y"));
        runs("rp1", "10.20.0.1", "game_1", old, "j1", List.of(String.valueOf(old.tree())));

        JsonNode plan = plan("rp1", """
                {"app_type": "GameServer", "version": "002", "servers": {"all": true}, "at_once": 2,
                 "waves": {"canary": ["10.20.0.2"], "sizes": ["1"], "parallel": 1}}""");

        assertThat(plan.get("state").asString()).isEqualTo("OPEN");
        assertThat(plan.get("purpose").asString()).isEqualTo("release");
        assertThat(plan.get("hosts").asInt()).isEqualTo(3);
        assertThat(plan.get("servers").asInt()).isEqualTo(6);
        assertThat(plan.get("tree").asString())
                .isEqualTo("002-" + plan.get("digest").asString().substring(0, 12));
        assertThat(Instant.parse(plan.get("expires_at").asString()))
                .isEqualTo(Instant.parse(plan.get("created_at").asString()).plusSeconds(1800));
        // the canary, then the test label, then the rest
        assertThat(plan.get("waves").toString())
                .isEqualTo("[{\"number\":1,\"name\":\"canary\",\"hosts\":[\"10.20.0.2\"]},"
                        + "{\"number\":2,\"name\":\"wave 2\",\"hosts\":[\"10.20.0.3\"]},"
                        + "{\"number\":3,\"name\":\"wave 3\",\"hosts\":[\"10.20.0.1\"]}]");
        assertThat(plan.get("differences").toString())
                .isEqualTo("[{\"from_version\":null,\"servers\":5,\"new\":3,\"changed\":0,\"removed\":0,\"kept\":1,"
                        + "\"bytes\":30},{\"from_version\":\"001\",\"servers\":1,\"new\":1,\"changed\":1,\"removed\":1,"
                        + "\"kept\":2,\"bytes\":20}]");
        // to the manager what 001 does not have, to one host the difference, to two everything
        assertThat(plan.get("bytes_to_send").asInt()).isEqualTo(30 + 20 + 30 + 30);
        assertThat(plan.get("expected_seconds").isNull()).isTrue();
        assertThat(plan.get("refused").valueStream().map(one -> one.get("code").asString()))
                .containsExactly("other_app_type", "other_app_type", "other_app_type");
        assertThat(plan.get("warnings").valueStream().map(one -> one.get("code").asString()))
                .containsExactly("no_record");
        assertThat(plan.get("plan").get(0).get("servers").get(0).toString())
                .isEqualTo("{\"id\":\"10.20.0.1:game_1\",\"name\":\"game_1\",\"title\":\"game_1\",\"role\":\"game\","
                        + "\"path\":\"/data/game_1\",\"from_version\":\"001\",\"from_tree\":\"" + old.tree()
                        + "\",\"holds\":false,\"wants_running\":null}");
        assertThat(tree(get("/api/v1/release-plans/" + plan.get("id").asString())))
                .isEqualTo(plan);
        assertFiles(plan.get("id").asString());
    }

    private void assertFiles(String plan) {
        String files = "/api/v1/release-plans/" + plan + "/files";
        JsonNode known = tree(get(files + "?from=001&kind=kept"));
        assertThat(known.get("files").valueStream().map(file -> file.get("name").asString()))
                .containsExactly("init.properties", "jdbc.properties");
        assertThat(tree(get(files)).get("new").asInt()).isEqualTo(3); // what is not known
        RequestTest.assertProblem(get(files + "?from=009"), 400, "bad_parameter", "?from");
        RequestTest.assertProblem(get(files + "?kind=NEW"), 400, "bad_parameter", "?kind");
        RequestTest.assertProblem(get(files + "?limit=1001"), 400, "bad_parameter", "?limit");
    }

    @Test
    void whatRunsIsWhatWasPlanned() {
        onboardReleases("rp2");
        ReleasePackage old = ready("rp2", "001", Map.of("a", "1"));
        ReleasePackage next = ready("rp2", "002", Map.of("a", "2"));
        runs("rp2", "10.20.0.1", "game_1", old, "j1", List.of());
        JsonNode plan = plan("rp2", """
                {"app_type": "GameServer", "version": "002", "servers": {"ips": ["10.20.0.2", "10.20.0.1"],
                 "app_types": ["GameServer"]}, "kept": ["conf/a.conf"], "processes": "running", "adopt": true, "at_once": 3,
                 "silence": true, "waves": {"sizes": ["1"], "parallel": 1}}""");
        String id = accept("rp2", plan);

        JobInputs inputs = jobs.inputs(id);
        assertThat(job(id).version()).isEqualTo(next.version());
        assertThat(inputs.waves()).isNotNull();
        assertThat(inputs.work()).satisfies(work -> {
            assertThat(work.manifest()).isEqualTo(next.manifest());
            assertThat(work.basis()).containsExactly(old.version());
            assertThat(work.planId()).isEqualTo(plan.get("id").asString());
            assertThat(work.releases()).hasSize(2).allSatisfy(host -> {
                assertThat(host.release().kept()).containsExactly("conf/a.conf");
                assertThat(host.release().adopt()).isTrue();
                assertThat(host.release().atOnce()).isEqualTo(3);
                assertThat(host.release().silence()).isTrue();
                assertThat(host.release().processes().name()).isEqualTo("RUNNING");
                assertThat(host.release().keptFrom().name()).isEqualTo("LIVE");
                assertThat(host.release().servers()).hasSize(2);
            });
        });
        JsonNode used = tree(get("/api/v1/release-plans/" + plan.get("id").asString()));
        assertThat(used.get("state").asString()).isEqualTo("USED");
        assertThat(used.get("job_id").asString()).isEqualTo(id);
        JsonNode view = tree(get("/api/v1/jobs/" + id));
        assertThat(view.get("uuid").asString()).isEqualTo(id);
        assertThat(view.get("app_type").asString()).isEqualTo("GameServer");
        assertThat(view.get("purpose").asString()).isEqualTo("release");
        assertThat(view.get("plan_id")).isEqualTo(plan.get("id"));
        assertThat(view.get("tree")).isEqualTo(plan.get("tree"));
        assertThat(targets.find(job(id).step(StepKind.PUSH).targets()))
                .singleElement()
                .extracting(Target::basis)
                .isEqualTo(List.of(old.version()));
        Job done = carryOut(id, server -> switched(old.tree(), String.valueOf(next.tree()), true));
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertShown(id, next);
    }

    private void assertShown(String id, ReleasePackage next) {
        JsonNode server = tree(get("/api/v1/jobs/" + id + "/targets?step=RELEASE"))
                .get("targets")
                .get(0)
                .get("servers")
                .get(0);
        assertThat(server.get("tree").get("tree").asString()).isEqualTo(next.tree());
        assertThat(server.get("release_data").get("status").asBoolean()).isTrue();
        assertThat(server.get("health_data").get("status").asBoolean()).isTrue();
        assertThat(server.get("update_data").isNull()).isTrue();
        // the next plan knows how long this one took: 100 ms of push, two turns of a second
        JsonNode again = plan("rp2", release("001", "{\"ids\": [\"10.20.0.3:game_1\"]}"));
        assertThat(again.get("expected_seconds").asInt()).isEqualTo(2);
        assertThat(again.get("expected_from_runs").asInt()).isEqualTo(1);
    }

    @Test
    void aPlanIsRunOnce() {
        onboardReleases("rp3");
        ready("rp3", "001", Map.of("a", "1"));
        JsonNode plan = plan("rp3", release("001", GAMES));
        String id = accept("rp3", plan);

        HttpResponse<String> same = run("rp3", id, plan.get("id").asString());
        Map<String, Long> before = MemoryStore.counts();
        HttpResponse<String> other = run("rp3", freshUuid(), plan.get("id").asString());

        assertThat(same.statusCode()).isEqualTo(202);
        assertThat(tree(same).get("duplicate").asBoolean()).isTrue();
        RequestTest.assertProblem(other, 409, "plan_used", null);
        assertThat(other.body()).contains(id);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        // the same uuid with another plan is another request
        JsonNode second = plan("rp3", release("001", GAMES));
        assertThat(second.get("warnings").valueStream().map(one -> one.get("code")
                        .asString()))
                .contains("busy");
        RequestTest.assertProblem(run("rp3", id, second.get("id").asString()), 422, "idempotency_mismatch", null);
        post("/api/v1/jobs/" + id + "/cancel", "{}");
    }

    @Test
    void anExpiredPlanIsNotRun() {
        onboardReleases("rp4");
        ready("rp4", "001", Map.of("a", "1"));
        JsonNode plan = plan("rp4", release("001", GAMES));
        String id = plan.get("id").asString();
        MemoryStore.database()
                .getCollection("release_plans")
                .updateOne(
                        new Document("_id", id),
                        Updates.set("expiresAt", Instant.now().minusSeconds(1)));
        Map<String, Long> before = MemoryStore.counts();

        RequestTest.assertProblem(run("rp4", freshUuid(), id), 409, "plan_expired", null);

        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(tree(get("/api/v1/release-plans/" + id)).get("state").asString())
                .isEqualTo("EXPIRED");
    }

    @Test
    void aPlanIsVoidWhereSomethingUnderItHasChanged() {
        onboardReleases("rp5");
        ReleasePackage one = ready("rp5", "001", Map.of("a", "1"));
        ready("rp5", "002", Map.of("a", "2"));
        String project = tree(get("/api/v1/projects/rp5")).toString();

        String servers = planned();
        put(
                "/api/v1/projects/rp5/game-servers",
                "{\"game_servers\": [" + server("10.20.0.1", "game_1", "GameServer", "/data/elsewhere", "") + "]}");
        assertVoid(servers, "servers", "10.20.0.1:game_1");

        String installed = planned();
        runs("rp5", "10.20.0.2", "game_2", one, "j9", List.of());
        assertVoid(installed, "installed", "10.20.0.2:game_2");

        String managers = planned();
        assertThat(put("/api/v1/projects/rp5", project.replace("10022", "10023"))
                        .statusCode())
                .isEqualTo(200);
        assertVoid(managers, "managers", "rsync");
        assertThat(put("/api/v1/projects/rp5", project).statusCode()).isEqualTo(200);

        String hosts = planned();
        assertThat(put("/api/v1/projects/rp5", project.replace("\"10.20.0.3\"", "\"10.20.0.4\""))
                        .statusCode())
                .isEqualTo(200);
        assertVoid(hosts, "hosts", "10.20.0.3");
        assertThat(put("/api/v1/projects/rp5", project).statusCode()).isEqualTo(200);

        String queues = planned();
        assertThat(put(
                                "/api/v1/queue-mappings/rp5-other",
                                "{\"role\": \"ops-manager\", \"projects\": [], \"areas\": [{\"project\": \"rp5\","
                                        + " \"area\": \"大陆\"}]}")
                        .statusCode())
                .isEqualTo(200);
        assertVoid(queues, "queues", "");
    }

    private String planned() {
        return plan("rp5", release("002", GAMES)).get("id").asString();
    }

    private void assertVoid(String plan, String code, String named) {
        Map<String, Long> before = MemoryStore.counts();
        HttpResponse<String> answer = run("rp5", freshUuid(), plan);

        RequestTest.assertProblem(answer, 409, "plan_void", "/plan");
        assertThat(tree(answer).get("errors").valueStream().map(one -> one.get("code")
                        .asString()))
                .containsExactly(code);
        assertThat(answer.body()).contains(named);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        JsonNode shown = tree(get("/api/v1/release-plans/" + plan));
        assertThat(shown.get("state").asString()).isEqualTo("VOID");
        assertThat(shown.get("void_because").get(0).get("code").asString()).isEqualTo(code);
        assertThat(shown.get("void_because").get(0).get("text").asString()).contains(named);
    }

    @Test
    void aRefusedRunLeavesThePlanOpen() {
        onboardReleases("rp6");
        ready("rp6", "001", Map.of("a", "1"));
        assertThat(put(
                                "/api/v1/projects/rp6/maintenance",
                                "{\"zone\": \"Asia/Shanghai\", \"windows\": [], \"freezes\": [{\"reason\": \"国庆\","
                                        + " \"from\": \"2020-01-01T00:00:00Z\"}]}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode plan = plan("rp6", release("001", GAMES));
        assertThat(plan.get("warnings").valueStream().map(one -> one.get("code").asString()))
                .contains("frozen");
        Map<String, Long> before = MemoryStore.counts();
        String uuid = freshUuid();

        RequestTest.assertProblem(run("rp6", uuid, plan.get("id").asString()), 409, "frozen", null);

        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(tree(get("/api/v1/release-plans/" + plan.get("id").asString()))
                        .get("state")
                        .asString())
                .isEqualTo("OPEN");
        HttpResponse<String> forced = post(
                area("rp6") + "/releases?override_reason=hotfix",
                "{\"uuid\": \"%s\", \"plan\": %s}".formatted(freshUuid(), plan.get("id")));
        assertThat(forced.statusCode()).as(forced.body()).isEqualTo(202);
        post("/api/v1/jobs/" + tree(forced).get("job_id").asString() + "/cancel", "{}");
    }

    @Test
    void whatHasTheVersionAlreadyIsLeftOutUnlessItIsToConverge() {
        onboardReleases("rp7");
        ReleasePackage one = ready("rp7", "001", Map.of("a", "1"));
        runs("rp7", "10.20.0.1", "game_1", one, "j1", List.of(String.valueOf(one.tree())));

        JsonNode release = plan("rp7", release("001", "{\"ids\": [\"10.20.0.1:game_1\", \"10.20.0.1:game_2\"]}"));
        JsonNode converge = plan("rp7", """
                {"purpose": "converge", "app_type": "GameServer", "version": "001",
                 "servers": {"ids": ["10.20.0.1:game_1"]}}""");
        HttpResponse<String> nothing =
                post(area("rp7") + "/release-plans", release("001", "{\"ids\": [\"10.20.0.1:game_1\"]}"));

        assertThat(release.get("servers").asInt()).isEqualTo(1);
        assertThat(release.get("refused").get(0).get("server").asString()).isEqualTo("10.20.0.1:game_1");
        assertThat(release.get("refused").get(0).get("code").asString()).isEqualTo("unchanged");
        assertThat(converge.get("servers").asInt()).isEqualTo(1);
        assertThat(converge.get("bytes_to_send").asInt()).isZero();
        RequestTest.assertProblem(nothing, 422, "nothing_to_release", "/servers");
        assertThat(nothing.body()).contains("unchanged", "10.20.0.1:game_1");
    }

    @Test
    void aDirectoryIsSwitchedForOneProcessOnly() {
        onboardReleases("rp8");
        ready("rp8", "001", Map.of("a", "1"));
        put("/api/v1/projects/rp8/game-servers", """
                {"game_servers": [
                  {"ip": "10.20.0.1", "name": "s1", "app_type": "GameServer", "path": "/data/shared"},
                  {"ip": "10.20.0.1", "name": "s2", "app_type": "GameServer", "path": "/data/shared", "process": "s1:s1"},
                  {"ip": "10.20.0.2", "name": "t1", "app_type": "GameServer", "path": "/data/both"},
                  {"ip": "10.20.0.2", "name": "t2", "app_type": "GameServer", "path": "/data/both"},
                  {"ip": "10.20.0.3", "name": "u1", "app_type": "GameServer", "path": "/data/out"},
                  {"ip": "10.20.0.3", "name": "u2", "app_type": "GameServer", "path": "/data/out/in"},
                  {"ip": "10.20.0.3", "name": "u3", "app_type": "GameServer"}]}""");

        JsonNode plan = plan("rp8", release("001", """
                {"ids": ["10.20.0.1:s1", "10.20.0.1:s2", "10.20.0.2:t1", "10.20.0.2:t2", "10.20.0.3:u1", "10.20.0.3:u2",
                 "10.20.0.3:u3"]}"""));

        assertThat(plan.get("servers").asInt()).isEqualTo(1);
        assertThat(plan.get("refused")
                        .valueStream()
                        .collect(Collectors.toMap(one -> one.get("server").asString(), one -> one.get("code")
                                .asString())))
                .isEqualTo(Map.of(
                        "10.20.0.1:s2", "same_process",
                        "10.20.0.2:t1", "same_path",
                        "10.20.0.2:t2", "same_path",
                        "10.20.0.3:u1", "same_path",
                        "10.20.0.3:u2", "same_path",
                        "10.20.0.3:u3", "no_path"));
    }

    @Test
    void theBasisIsTheThreeMostUsedVersions() {
        onboardReleases("rp9");
        List<ReleasePackage> versions = List.of(
                ready("rp9", "001", Map.of("a", "1")),
                ready("rp9", "002", Map.of("a", "2")),
                ready("rp9", "003", Map.of("a", "3")),
                ready("rp9", "004", Map.of("a", "4")));
        ready("rp9", "005", Map.of("a", "5"));
        runs("rp9", "10.20.0.1", "game_1", versions.get(1), "j", List.of());
        runs("rp9", "10.20.0.1", "game_2", versions.get(1), "j", List.of());
        runs("rp9", "10.20.0.2", "game_1", versions.get(0), "j", List.of());
        runs("rp9", "10.20.0.2", "game_2", versions.get(2), "j", List.of());
        runs("rp9", "10.20.0.3", "game_1", versions.get(3), "j", List.of());
        String id = accept("rp9", plan("rp9", release("005", GAMES)));

        assertThat(Objects.requireNonNull(jobs.inputs(id).work()).basis())
                .hasSize(PushFiles.MOST_BASES)
                .first()
                .isEqualTo(versions.get(1).version());
        post("/api/v1/jobs/" + id + "/cancel", "{}");
    }
}
