package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleasedServer;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.ReleasePackage;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A rollback is planned from what a release job changed, and is a job like any other (row A27). */
class RollbackTest extends ReleaseTest {
    private static final String GAMES = "{\"app_types\": [\"GameServer\"]}";

    @Test
    void aRollbackIsAboutExactlyWhatTheJobChanged() {
        onboardReleases("rb1");
        ReleasePackage old = ready("rb1", "001", Map.of("a", "1"));
        ReleasePackage next = ready("rb1", "002", Map.of("a", "2"));
        String oldTree = String.valueOf(old.tree());
        String nextTree = String.valueOf(next.tree());
        String job = accept("rb1", plan("rb1", release("002", GAMES)));
        // host 3 had it already; game_2 was stopped on host 2
        carryOut(
                job,
                server -> server.startsWith("10.20.0.3")
                        ? untouched(nextTree)
                        : switched(oldTree, nextTree, !server.equals("10.20.0.2:game_2")));
        runs("rb1", "10.20.0.1", "game_1", next, job, List.of(nextTree, oldTree));
        runs("rb1", "10.20.0.1", "game_2", next, job, List.of(nextTree, oldTree));
        runs("rb1", "10.20.0.2", "game_1", next, job, List.of(nextTree, oldTree));
        runs("rb1", "10.20.0.2", "game_2", next, job, List.of(nextTree));

        JsonNode plan = plan("rb1", rollback(job));

        assertThat(plan.get("purpose").asString()).isEqualTo("rollback");
        assertThat(plan.get("rollback_of").asString()).isEqualTo(job);
        assertThat(plan.get("version").asString()).isEqualTo("001");
        assertThat(plan.get("app_type").asString()).isEqualTo("GameServer");
        assertThat(servers(plan, "holds"))
                .isEqualTo(Map.of(
                        "10.20.0.1:game_1", "true",
                        "10.20.0.1:game_2", "true",
                        "10.20.0.2:game_1", "true",
                        "10.20.0.2:game_2", "false"));
        assertThat(servers(plan, "wants_running").get("10.20.0.2:game_2")).isEqualTo("false");
        assertThat(servers(plan, "wants_running").get("10.20.0.2:game_1")).isEqualTo("true");
        assertThat(codes(plan, "warnings")).containsExactly("not_held");
        assertUndone(job, plan, old, next);
    }

    private void assertUndone(String job, JsonNode plan, ReleasePackage old, ReleasePackage next) {
        String back = accept("rb1", plan);
        assertThat(jobs.inputs(back).work()).satisfies(work -> {
            assertThat(work.purpose()).isEqualTo(Purpose.ROLLBACK);
            assertThat(work.basis()).containsExactly(next.version());
            assertThat(work.releases())
                    .hasSize(2)
                    .allSatisfy(host -> assertThat(host.release().keptFrom()).isEqualTo(KeptFrom.VERSION));
            assertThat(work.releases().get(1).release().servers())
                    .extracting(ReleasedServer::running)
                    .containsExactly(true, false);
        });
        assertThat(job(back).version()).isEqualTo(old.version());
        carryOut(back, server -> switched(String.valueOf(next.tree()), String.valueOf(old.tree()), true));
        // undo of the undo, and what the first job changed is not forgotten
        assertThat(plan("rb1", rollback(back)).get("version").asString()).isEqualTo("002");
        assertThat(plan("rb1", rollback(job)).get("servers").asInt()).isEqualTo(4);
    }

    @Test
    void anotherVersionMayBeNamed() {
        onboardReleases("rb2");
        ready("rb2", "001", Map.of("a", "1"));
        ReleasePackage next = ready("rb2", "002", Map.of("a", "2"));
        String job = accept("rb2", plan("rb2", release("002", "{\"ids\": [\"10.20.0.1:game_1\"]}")));
        carryOut(job, server -> switched("adopted-by-hand", String.valueOf(next.tree()), true));

        // what ran before is no version of ours
        refused("rb2", rollback(job), 422, "unknown_package", "/version");
        refused("rb2", rollbackTo(job, "009"), 422, "unknown_package", "/version");
        assertThat(plan("rb2", rollbackTo(job, "001")).get("version").asString())
                .isEqualTo("001");
        refused(
                "rb2",
                "{\"purpose\": \"rollback\", \"rollback_of\": \"" + job + "\", \"app_type\": \"gameLogin\"}",
                422,
                "bad_value",
                "/app_type");
        // nothing is known of a server that no release had reached
        String fresh = accept("rb2", plan("rb2", release("002", "{\"ids\": [\"10.20.0.2:game_1\"]}")));
        carryOut(fresh, server -> switched(null, String.valueOf(next.tree()), true));
        HttpResponse<String> nameless = refused("rb2", rollback(fresh), 422, "unknown_package", "/version");
        assertThat(nameless.body()).contains("unknown_version");
    }

    @Test
    void onlyAReleaseThatIsOverAndChangedSomethingIsUndone() {
        onboardReleases("rb3");
        ReleasePackage version = ready("rb3", "001", Map.of("a", "1"));
        String job = accept("rb3", plan("rb3", release("001", GAMES)));
        refused("rb3", rollback(job), 409, "not_allowed_now", "/rollback_of");
        carryOut(job, server -> untouched(String.valueOf(version.tree())));
        refused("rb3", rollback(job), 422, "nothing_changed", "/rollback_of");
        refused("rb3", rollback(version.jobId()), 422, "bad_value", "/rollback_of");
        HttpResponse<String> elsewhere = post("/api/v1/projects/rb3/areas/tw/release-plans", rollback(job));
        RequestTest.assertProblem(elsewhere, 404, "unknown_job", "/rollback_of");
    }

    @Test
    void theRecordKnowsWhatARetryHasWrittenOver() {
        onboardReleases("rb4");
        ReleasePackage old = ready("rb4", "001", Map.of("a", "1"));
        ReleasePackage next = ready("rb4", "002", Map.of("a", "2"));
        String job = accept("rb4", plan("rb4", release("002", "{\"ids\": [\"10.20.0.1:game_1\"]}")));
        carryOut(job, server -> untouched(String.valueOf(next.tree()))); // as the second attempt saw it
        runs("rb4", "10.20.0.1", "game_1", old, "before", List.of());
        Installation first = installation("rb4");
        runs("rb4", "10.20.0.1", "game_1", next, job, List.of(String.valueOf(old.tree())));
        Installation now = installation("rb4");
        installations.replace(new Installation(
                now.id(),
                now.project(),
                now.area(),
                now.ip(),
                now.server(),
                now.base(),
                List.of(Objects.requireNonNull(first.base())),
                List.of(),
                now.held(),
                2,
                1,
                now.revision()));

        JsonNode plan = plan("rb4", rollback(job));

        assertThat(plan.get("version").asString()).isEqualTo("001");
        assertThat(servers(plan, "holds")).isEqualTo(Map.of("10.20.0.1:game_1", "true"));
        assertThat(servers(plan, "wants_running")).isEqualTo(Map.of("10.20.0.1:game_1", "true"));
    }

    @Test
    void whatChangedSinceIsSaid() {
        onboardReleases("rb5");
        ReleasePackage old = ready("rb5", "001", Map.of("a", "1"));
        ReleasePackage next = ready("rb5", "002", Map.of("a", "2"));
        Job job = carryOut(
                accept(
                        "rb5",
                        plan("rb5", release("002", "{\"ips\": [\"10.20.0.1\"], \"app_types\": [\"GameServer\"]}"))),
                server -> switched(
                        server.endsWith("game_1") ? String.valueOf(old.tree()) : "000-abcdefabcdef",
                        String.valueOf(next.tree()),
                        true));
        runs("rb5", "10.20.0.1", "game_1", next, "another", List.of());
        assertThat(post("/api/v1/projects/rb5/game-servers/10.20.0.1:game_2", "")
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(request("/api/v1/projects/rb5/game-servers/10.20.0.1:game_2")
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);

        JsonNode plan = plan("rb5", rollbackTo(job.id(), "001"));

        assertThat(codes(plan, "warnings")).contains("changed_since", "mixed_before");
        assertThat(codes(plan, "refused")).containsExactly("unregistered_server");
        assertThat(plan.get("servers").asInt()).isEqualTo(1);
    }

    private Installation installation(String project) {
        String id = Installation.idOf(project, "10.20.0.1", "game_1");
        return Objects.requireNonNull(installations.find(List.of(id)).get(id));
    }

    private HttpResponse<String> refused(String project, String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();
        HttpResponse<String> answer = post(area(project) + "/release-plans", body);
        RequestTest.assertProblem(answer, status, code, pointer);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        return answer;
    }

    private static String rollback(String job) {
        return "{\"purpose\": \"rollback\", \"rollback_of\": \"" + job + "\"}";
    }

    private static String rollbackTo(String job, String version) {
        return "{\"purpose\": \"rollback\", \"rollback_of\": \"" + job + "\", \"version\": \"" + version + "\"}";
    }

    private static Map<String, String> servers(JsonNode plan, String field) {
        return plan.get("plan")
                .valueStream()
                .flatMap(host -> host.get("servers").valueStream())
                .collect(Collectors.toMap(server -> server.get("id").asString(), server -> server.get(field)
                        .asString()));
    }

    private static List<String> codes(JsonNode plan, String field) {
        return plan.get(field)
                .valueStream()
                .map(one -> one.get("code").asString())
                .toList();
    }
}
