package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.InstalledFixtures.file;
import static io.slipway.dispatcher.api.InstalledFixtures.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ComparedServer;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TreeReport;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobKind;
import io.slipway.job.StepKind;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is compared with what, and the plan that follows from a comparison. */
class DriftTest extends ApiTest {
    private static final String FROZEN = """
            {"zone": "Asia/Shanghai", "freezes": [{"from": "2020-01-01T00:00:00+08:00", "reason": "元旦封网"}]}""";
    private static final String OPEN = "{\"zone\": \"Asia/Shanghai\", \"freezes\": []}";

    private InstalledFixtures known;
    private Base v2;

    @BeforeEach
    void records() {
        known = new InstalledFixtures(this, "drift");
        Base v1 = known.base("v1", file("z.beam", "z0"));
        v2 = known.base("v2", file("a.beam", "a2"), file("b.beam", "b2"));
        known.ready(v2);
        known.desired("v2", v2.manifest());
        Patch old = known.patch("drift-p0", v1, true, file("z.beam", "z1"));
        Patch first = known.patch("drift-p1", v2, true, file("a.beam", "p1"), file("new.beam", "p1"));
        Patch second = known.patch("drift-p2", v2, true, file("a.beam", "p2"));
        known.record("10.7.0.1", "qq_1", v2, lost(old, Why.RELEASE), lost(first, Why.RESTART), second);
        known.record("10.7.0.1", "qq_2", v2);
        known.record("10.7.0.2", "qq_3", v1);
    }

    @Test
    void whatShouldBeThereIsTheBaseWithItsPatchesLaidOverIt() {
        String uuid = freshUuid();

        HttpResponse<String> answer = ask("", uuid, "{\"all\": true}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(tree(answer)
                        .get("skipped")
                        .valueStream()
                        .map(one -> one.get("server").asString() + " "
                                + one.get("code").asString()))
                .containsExactlyInAnyOrder("10.7.0.2:login no_base", "10.7.0.2:qq_4 no_path");
        Job job = InstalledFixtures.job(uuid);
        assertThat(job.kind()).isEqualTo(JobKind.DRIFT);
        ComparedServer patched = compared(uuid, "qq_1");
        assertThat(patched.path()).isEqualTo("/data/qq_1");
        assertThat(patched.tree()).isEqualTo(v2.tree());
        assertThat(patched.kept()).containsExactly("init.properties");
        assertThat(InstalledFixtures.files(patched.manifest()))
                .extracting(ManifestFile::name, ManifestFile::sha256)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "a.beam", file("", "p2").sha256()),
                        org.assertj.core.groups.Tuple.tuple(
                                "b.beam", file("", "b2").sha256()),
                        org.assertj.core.groups.Tuple.tuple(
                                "new.beam", file("", "p1").sha256()));
        assertThat(compared(uuid, "qq_2").manifest()).isEqualTo(v2.manifest());
        assertThat(tree(ask("", uuid, "{\"all\": true}")).get("duplicate").asBoolean())
                .isTrue();
    }

    @Test
    void aDryRunSaysTheSameAndStoresNothing() {
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = ask("?dry_run=true", freshUuid(), "{\"all\": true}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("servers").asInt()).isEqualTo(3);
        assertThat(tree(answer).get("skipped").size()).isEqualTo(2);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void resultsAreSameDifferentOrUnknownAndConvergeTakesTheDifferentOnes() {
        String uuid = freshUuid();
        assertThat(ask("", uuid, "{\"roles\": [\"game\"]}").statusCode()).isEqualTo(202);
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/drift"))
                        .get("totals")
                        .get("pending")
                        .asInt())
                .isEqualTo(3);
        end(
                uuid,
                "10.7.0.1",
                null,
                Map.of(
                        "qq_1", seen(0, List.of()),
                        "qq_2",
                                seen(
                                        2,
                                        List.of(
                                                new TreeReport.Difference("a.beam", TreeReport.Kind.CHANGED),
                                                new TreeReport.Difference("core", TreeReport.Kind.EXTRA)))));
        end(uuid, "10.7.0.2", Failure.of(FailureCode.WORKER_LOST, "no route"), Map.of());

        JsonNode found = tree(get("/api/v1/jobs/" + uuid + "/drift"));

        assertThat(found.get("totals").toString())
                .isEqualTo("{\"servers\":3,\"same\":1,\"differs\":1,\"unknown\":1,\"pending\":0,\"differences\":2}");
        assertThat(found.get("servers").get(1).get("first").toString())
                .isEqualTo("[{\"name\":\"a.beam\",\"kind\":\"changed\"},{\"name\":\"core\",\"kind\":\"extra\"}]");
        assertThat(found.get("servers").get(2).get("failure").get("code").asString())
                .isEqualTo("worker_lost");
        JsonNode page = tree(get("/api/v1/jobs/" + uuid + "/drift?state=differs&state=unknown&limit=1"));
        assertThat(page.get("total").asInt()).isEqualTo(2);
        assertThat(page.get("next").asString()).isEqualTo("10.7.0.1:qq_2");

        String among = "\"servers\": {\"ips\": [\"10.7.0.1\"]}";
        HttpResponse<String> nothing = converge("{\"app_type\": \"GameServer\", " + among + "}");
        assertThat(nothing.statusCode()).as(nothing.body()).isEqualTo(422);
        assertThat(tree(nothing).get("code").asString()).isEqualTo("nothing_to_converge");
        assertThat(tree(nothing).get("hint").asString()).contains("v2");

        HttpResponse<String> plan =
                converge("{\"app_type\": \"GameServer\", \"drift\": \"" + uuid + "\", " + among + "}");
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(201);
        assertThat(tree(plan).get("purpose").asString()).isEqualTo("converge");
        assertThat(chosen(plan)).containsExactly("10.7.0.1:qq_2");
    }

    @Test
    void convergeTakesThoseThatAreLateOrNew() {
        HttpResponse<String> plan = converge("{\"app_type\": \"GameServer\"}");

        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(201);
        assertThat(tree(plan).get("version").asString()).isEqualTo("v2");
        assertThat(chosen(plan)).containsExactly("10.7.0.2:qq_3");
        assertThat(tree(plan).get("refused").get(0).get("server").asString()).isEqualTo("10.7.0.2:qq_4");
    }

    static Stream<Arguments> badConverges() {
        return Stream.of(
                Arguments.of("{\"app_type\": \"gameLogin\"}", 422, "no_desired_version"),
                Arguments.of("{\"app_type\": \"a b\"}", 422, "bad_name"),
                Arguments.of("{}", 400, "missing_field"),
                Arguments.of("{\"app_type\": \"GameServer\", \"drift\": \"nobody\"}", 422, "bad_value"),
                Arguments.of("{\"app_type\": \"GameServer\", \"drift\": \"../x\"}", 422, "bad_value"),
                Arguments.of("{\"app_type\": \"GameServer\", \"servers\": {}}", 422, "bad_selection"),
                Arguments.of("{\"app_type\": \"GameServer\", \"at_once\": 0}", 422, "bad_value"),
                Arguments.of("{\"app_type\": \"GameServer\", \"processes\": \"x\"}", 422, "bad_value"),
                Arguments.of("{\"app_type\": \"GameServer\", \"kept\": [\"../x\"]}", 422, "bad_file_name"),
                Arguments.of("{\"app_type\": \"GameServer\", \"adopt\": \"x\"}", 400, "wrong_type"),
                Arguments.of("{\"app_type\": \"GameServer\", \"silence\": 1}", 400, "wrong_type"),
                Arguments.of("{\"app_type\": \"GameServer\", \"waves\": {\"parallel\": 0}}", 422, "bad_value"),
                Arguments.of("{\"app_type\": \"GameServer\", \"x\": 1}", 400, "unknown_field"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badConverges")
    void aConvergeThatIsNotOneIsRefused(String body, int status, String code) {
        HttpResponse<String> answer = converge(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
    }

    static Stream<Arguments> badDrifts() {
        return Stream.of(
                Arguments.of(
                        "{\"uuid\": \"u\", \"servers\": {\"app_types\": [\"gameLogin\"]}}", 422, "nothing_to_compare"),
                Arguments.of("{\"uuid\": \"u\", \"servers\": {\"labels\": [\"nobody\"]}}", 422, "nothing_selected"),
                Arguments.of("{\"uuid\": \"u\", \"servers\": {\"ids\": [\"10.7.0.1:x\"]}}", 422, "unregistered_server"),
                Arguments.of("{\"uuid\": \"pull-u\", \"servers\": {\"all\": true}}", 422, "bad_name"),
                Arguments.of("{\"uuid\": \"../u\", \"servers\": {\"all\": true}}", 422, "bad_name"),
                Arguments.of("{\"uuid\": 1, \"servers\": {\"all\": true}}", 400, "wrong_type"),
                Arguments.of("{\"servers\": {\"all\": true}}", 400, "missing_field"),
                Arguments.of("{\"uuid\": \"u\"}", 400, "missing_field"),
                Arguments.of("{\"uuid\": \"u\", \"servers\": {\"all\": true}, \"x\": 1}", 400, "unknown_field"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badDrifts")
    void aComparisonThatIsNotOneIsRefused(String body, int status, String code) {
        for (String query : List.of("", "?dry_run=true")) {
            HttpResponse<String> answer = post(known.path("/areas/cn/drifts" + query), body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(tree(answer).get("code").asString()).isEqualTo(code);
        }
    }

    @Test
    void aUuidThatIsInUseIsRefusedAndAnotherKindOfJobHasNoDrift() {
        String uuid = freshUuid();
        assertThat(ask("", uuid, "{\"all\": true}").statusCode()).isEqualTo(202);
        assertThat(tree(ask("", uuid, "{\"ips\": [\"10.7.0.1\"]}")).get("code").asString())
                .isEqualTo("idempotency_mismatch");
        assertThat(tree(get("/api/v1/jobs/drift-p1/drift")).get("code").asString())
                .isEqualTo("not_allowed_now");
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/drift?state=x"))
                        .get("code")
                        .asString())
                .isEqualTo("bad_parameter");
        assertThat(tree(get("/api/v1/jobs/" + uuid + "/drift?limit=0"))
                        .get("code")
                        .asString())
                .isEqualTo("bad_parameter");
    }

    @Test
    void aFreezeKeepsNobodyFromLooking() {
        String maintenance = known.path("/maintenance");
        HttpResponse<String> frozen = put(maintenance, FROZEN);
        assertThat(frozen.statusCode()).as(frozen.body()).isEqualTo(200);

        HttpResponse<String> answer = ask("", freshUuid(), "{\"all\": true}");

        put(maintenance, OPEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private HttpResponse<String> ask(String query, String uuid, String servers) {
        return post(
                known.path("/areas/cn/drifts" + query), "{\"uuid\": \"" + uuid + "\", \"servers\": " + servers + "}");
    }

    private HttpResponse<String> converge(String body) {
        return post(known.path("/areas/cn/converge-plans"), body);
    }

    private static List<String> chosen(HttpResponse<String> plan) {
        return tree(plan)
                .get("plan")
                .valueStream()
                .flatMap(host -> host.get("servers").valueStream().map(server -> server.get("id")
                        .asString()))
                .toList();
    }

    private static ComparedServer compared(String jobId, String server) {
        return Objects.requireNonNull(InstalledFixtures.inputs(jobId).work()).comparisons().stream()
                .map(HostComparison::servers)
                .flatMap(List::stream)
                .filter(one -> one.server().name().equals(server))
                .findFirst()
                .orElseThrow();
    }

    private static ServerResult seen(long differences, List<TreeReport.Difference> first) {
        return new ServerResult(
                new Part("", true),
                new Part("", true),
                new TreeReport(null, null, null, null, null, null, differences, first));
    }

    /** As if a worker had reported; there is no broker here. */
    private static void end(String jobId, String ip, @Nullable Failure failure, Map<String, ServerResult> results) {
        TargetStore targets = new TargetStore(MemoryStore.database());
        String id = io.slipway.dispatcher.store.Target.idOf(jobId, StepKind.COMPARE, ip);
        Instant now = Instant.now();
        int done = targets.apply(List.of(
                TargetChange.started(id, 1, "worker-1", now, now.plusSeconds(60)),
                TargetChange.finished(
                        new TargetFinished(
                                id,
                                1,
                                failure == null ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED,
                                failure,
                                results,
                                0,
                                0),
                        now)));
        assertThat(done).isGreaterThan(0);
    }
}
