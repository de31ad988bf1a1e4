package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.InstalledFixtures.file;
import static io.slipway.dispatcher.api.InstalledFixtures.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.GameServer;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.Host;
import io.slipway.job.JobKind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Which hot updates are put back, where, in which order, and when not. */
class ReapplyTest extends ApiTest {
    private static final String FROZEN = """
            {"zone": "Asia/Shanghai", "freezes": [{"from": "2020-01-01T00:00:00+08:00", "reason": "元旦封网"}]}""";
    private static final String OPEN = "{\"zone\": \"Asia/Shanghai\", \"freezes\": []}";

    private InstalledFixtures known;
    private Base v2;

    @BeforeEach
    void records() {
        known = new InstalledFixtures(this, "reap");
        v2 = known.base("v2", file("a.beam", "a2"));
        for (String[] server : List.of(
                new String[] {"10.7.0.1", "qq_1"}, new String[] {"10.7.0.1", "qq_2"}, new String[] {"10.7.0.2", "qq_3"
                })) {
            known.record(server[0], server[1], v2);
        }
    }

    @Test
    void lostPatchesAreOneJobEachInTheOrderOfTheStackOnThoseThatLostThem() {
        Patch first = patch("p1", true, "a.beam");
        Patch second = patch("p2", true, "b.beam");
        Patch third = patch("p3", true, "c.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(first, Why.RESTART), lost(second, Why.RESTART), third);
        known.record("10.7.0.1", "qq_2", v2, lost(second, Why.RESTART));
        known.record("10.7.0.2", "qq_3", v2, lost(first, Why.RESTART), second);
        String uuid = freshUuid();

        HttpResponse<String> answer = ask("", uuid, "{\"all\": true}", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(tree(answer).get("jobs").valueStream().map(job -> job.get("job_id")
                        .asString()))
                .containsExactly(uuid + "-1", uuid + "-2");
        Job job = InstalledFixtures.job(uuid + "-1");
        assertThat(job.kind()).isEqualTo(JobKind.HOT_UPDATE);
        assertThat(job.version()).isEqualTo(first.version());
        assertThat(job.seq()).isLessThan(InstalledFixtures.job(uuid + "-2").seq());
        JobInputs again = InstalledFixtures.inputs(uuid + "-1");
        JobInputs before = InstalledFixtures.inputs(first.jobId());
        assertThat(again.files()).isEqualTo(before.files());
        assertThat(again.commands()).isEqualTo(before.commands());
        assertThat(again.commandLimitSeconds()).isEqualTo(before.commandLimitSeconds());
        assertThat(again.managers()).hasSize(1);
        assertThat(again.hosts()).containsExactlyInAnyOrder(host("10.7.0.1", "qq_1"), host("10.7.0.2", "qq_3"));
        assertThat(InstalledFixtures.inputs(uuid + "-2").hosts()).containsExactly(host("10.7.0.1", "qq_1", "qq_2"));
    }

    @Test
    void theSameRequestAgainIsTheSameJobsAlsoWhereTheRecordChangedMeanwhile() {
        Patch first = patch("q1", true, "a.beam");
        Patch second = patch("q2", true, "b.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(first, Why.RESTART), lost(second, Why.RESTART));
        String uuid = freshUuid();
        ask("", uuid, "{\"all\": true}", "");
        known.record("10.7.0.1", "qq_1", v2, first, lost(second, Why.RESTART));
        Map<String, Long> before = MemoryStore.counts();

        JsonNode again = tree(ask("", uuid, "{\"all\": true}", ""));

        assertThat(again.get("jobs").valueStream().map(job -> job.get("duplicate")
                        .asBoolean()))
                .containsExactly(true, true);
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(tree(ask("", uuid, "{\"ips\": [\"10.7.0.1\"]}", ""))
                        .get("code")
                        .asString())
                .isEqualTo("idempotency_mismatch");
    }

    @Test
    void oneThatWorksIsLaidAgainWhereAnOlderOneWithItsFileIsPutBackBelowIt() {
        Patch lower = patch("r1", true, "a.beam");
        Patch upper = patch("r2", true, "a.beam");
        Patch other = patch("r3", true, "x.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(lower, Why.RESTART), upper, other);

        JsonNode plan =
                tree(ask("?dry_run=true", freshUuid(), "{\"all\": true}", "")).get("jobs");

        assertThat(plan.size()).isEqualTo(2);
        assertThat(plan.get(0).get("plan").get("first_job_id").asString()).isEqualTo(lower.jobId());
        assertThat(plan.get(0).get("plan").get("hosts").get(0).get("lost").toString())
                .isEqualTo("[\"qq_1\"]");
        assertThat(plan.get(1).get("plan").get("first_job_id").asString()).isEqualTo(upper.jobId());
        assertThat(plan.get(1).get("plan").get("hosts").get(0).get("again").toString())
                .isEqualTo("[\"qq_1\"]");
    }

    @Test
    void thoseOfAReplacedVersionAreOfferedOnlyWhereAskedFor() {
        Base v1 = known.base("v1", file("a.beam", "a1"));
        Patch old = known.patch("reap-s1-" + freshUuid().substring(0, 8), v1, true, file("a.beam", "x"));
        known.record("10.7.0.1", "qq_1", v2, lost(old, Why.RELEASE));

        HttpResponse<String> nothing = ask("", freshUuid(), "{\"all\": true}", "");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(tree(nothing).get("code").asString()).isEqualTo("nothing_to_reapply");
        assertThat(tree(nothing).get("hint").asString()).contains("include_released");

        JsonNode all = tree(ask("?dry_run=true", freshUuid(), "{\"all\": true}", ", \"include_released\": true"));
        assertThat(all.get("jobs").size()).isEqualTo(1);
    }

    @Test
    void thoseOfAVersionThatWasSentAnewAreOffered() {
        Patch patch = patch("t1", true, "a.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(patch, Why.RELEASE));

        assertThat(tree(ask("?dry_run=true", freshUuid(), "{\"all\": true}", ""))
                        .get("jobs")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void commandsThatMustNotRunTwiceAreRefusedUnlessSaid() {
        Patch patch = patch("u1", false, "a.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(patch, Why.RESTART));
        String uuid = freshUuid();
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> refused = ask("", uuid, "{\"all\": true}", "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(tree(refused).get("code").asString()).isEqualTo("not_idempotent");
        assertThat(tree(refused).get("errors").get(0).toString()).contains(patch.jobId(), "code:load_file(");
        assertThat(MemoryStore.counts()).isEqualTo(before);
        JsonNode plan = tree(ask("?dry_run=true", uuid, "{\"all\": true}", "")).get("jobs");
        assertThat(plan.get(0).get("plan").get("not_idempotent").size()).isEqualTo(1);

        assertThat(ask("", uuid, "{\"all\": true}", ", \"repeat_commands\": true")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void whatAFreezeRefusesIsLookedUpAnewAfterwards() {
        Patch patch = patch("w1", true, "a.beam");
        known.record("10.7.0.1", "qq_1", v2, lost(patch, Why.RESTART));
        String maintenance = known.path("/maintenance");
        HttpResponse<String> put = put(maintenance, FROZEN);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        String uuid = freshUuid();

        HttpResponse<String> frozen = ask("", uuid, "{\"all\": true}", "");
        HttpResponse<String> forced = ask("?override_reason=urgent", uuid, "{\"all\": true}", "");
        put(maintenance, OPEN);

        assertThat(frozen.statusCode()).as(frozen.body()).isEqualTo(409);
        assertThat(forced.statusCode()).as(forced.body()).isEqualTo(202);
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("{\"uuid\": \"u\", \"servers\": {}}", 422, "bad_selection"),
                Arguments.of("{\"uuid\": \"u\", \"servers\": {\"labels\": [\"nobody\"]}}", 422, "nothing_selected"),
                Arguments.of("{\"uuid\": \"" + "u".repeat(61) + "\", \"servers\": {\"all\": true}}", 422, "bad_name"),
                Arguments.of("{\"uuid\": \"a/b\", \"servers\": {\"all\": true}}", 422, "bad_name"),
                Arguments.of("{\"servers\": {\"all\": true}}", 400, "missing_field"),
                Arguments.of("{\"uuid\": \"u\"}", 400, "missing_field"),
                Arguments.of(
                        "{\"uuid\": \"u\", \"servers\": {\"all\": true}, \"include_released\": 1}", 400, "wrong_type"),
                Arguments.of(
                        "{\"uuid\": \"u\", \"servers\": {\"all\": true}, \"repeat_commands\": \"x\"}",
                        400,
                        "wrong_type"),
                Arguments.of("{\"uuid\": \"u\", \"servers\": {\"all\": true}, \"x\": 1}", 400, "unknown_field"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void aRequestThatIsNotOneIsRefused(String body, int status, String code) {
        for (String query : List.of("", "?dry_run=true")) {
            HttpResponse<String> answer = post(known.path("/areas/cn/reapplies" + query), body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(tree(answer).get("code").asString()).isEqualTo(code);
        }
    }

    /** Each test has jobs of its own. */
    private Patch patch(String name, boolean idempotent, String file) {
        String id = "reap-" + name + "-" + freshUuid().substring(0, 8);
        return known.patch(id, v2, idempotent, file(file, id));
    }

    private HttpResponse<String> ask(String query, String uuid, String servers, String more) {
        return post(
                known.path("/areas/cn/reapplies" + query),
                "{\"uuid\": \"" + uuid + "\", \"servers\": " + servers + more + "}");
    }

    private static Host host(String ip, String... names) {
        return new Host(
                ip, Stream.of(names).map(name -> new GameServer("game", name)).toList());
    }
}
