package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.dispatcher.store.Schedule;
import io.slipway.dispatcher.store.Schedule.MissedPolicy;
import io.slipway.dispatcher.store.Schedule.State;
import io.slipway.dispatcher.store.ScheduleStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that begin later (requirement S2-11). */
class ScheduleTest extends ApiTest {
    private static final String SCHEDULES = "/api/v1/projects/ssss/areas/cn/schedules";
    private static final String CALENDAR = "/api/v1/projects/ssss/maintenance";

    @Autowired
    private ScheduleStore store;

    @AfterEach
    void open() {
        put(CALENDAR, "{\"zone\": \"Asia/Shanghai\"}");
    }

    @Test
    void aJobAfterADelayBeginsByItselfAndHasTheIdOfItsSchedule() {
        ObjectNode update = Fixtures.hotUpdate();
        HttpResponse<String> taken =
                post(SCHEDULES, schedule(update).put("delay_seconds", 1).toString());
        String id = update.get("uuid").asString();

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(taken.headers().firstValue("Location")).contains("/api/v1/schedules/" + id);
        assertThat(tree(taken).get("state").asString()).isEqualTo("WAITING");
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(404);
        awaitState(id, State.STARTED);
        JsonNode job = tree(get("/api/v1/jobs/" + id));
        assertThat(job.get("kind").asString()).isEqualTo("HOT_UPDATE");
        assertThat(job.get("created_by").asString())
                .isEqualTo(tree(taken).get("created_by").asString());
    }

    @Test
    void theTimeIsShownInItsZone() {
        ObjectNode wanted = schedule(Fixtures.hotUpdate())
                .put("at", Instant.now().plusSeconds(86_400).toString())
                .put("zone", "Europe/London");
        JsonNode taken = tree(post(SCHEDULES, wanted.toString()));

        assertThat(taken.get("zone").asString()).isEqualTo("Europe/London");
        assertThat(taken.get("at").asString()).doesNotContain(".").satisfies(at -> assertThat(
                        OffsetDateTime.parse(at).toInstant())
                .isEqualTo(Instant.parse(wanted.get("at").asString()).truncatedTo(ChronoUnit.SECONDS)));
        assertThat(taken.get("due_in_seconds").asLong()).isBetween(86_300L, 86_400L);
    }

    @Test
    void theSameRequestAgainIsTheSameScheduleAndAnotherBodyIsRefused() {
        ObjectNode update = Fixtures.hotUpdate();
        ObjectNode wanted = schedule(update).put("delay_seconds", 3600);
        assertThat(post(SCHEDULES, wanted.toString()).statusCode()).isEqualTo(201);

        assertThat(post(SCHEDULES, wanted.toString()).statusCode()).isEqualTo(200);
        update.put("version", "003100001");
        HttpResponse<String> other =
                post(SCHEDULES, schedule(update).put("delay_seconds", 3600).toString());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(tree(other).get("code").asString()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void oneThatWaitsCanBeChangedAndCancelledAndThenScheduledAnew() {
        ObjectNode update = Fixtures.hotUpdate();
        String id = update.get("uuid").asString();
        String self = "/api/v1/schedules/" + id;
        JsonNode first =
                tree(post(SCHEDULES, schedule(update).put("delay_seconds", 3600).toString()));

        JsonNode later = tree(put(
                self,
                schedule(update)
                        .put("delay_seconds", 7200)
                        .put("revision", first.get("revision").asLong())
                        .toString()));
        assertThat(later.get("due_in_seconds").asLong()).isGreaterThan(3700);
        HttpResponse<String> stale = put(
                self,
                schedule(update)
                        .put("delay_seconds", 60)
                        .put("revision", first.get("revision").asLong())
                        .toString());
        assertThat(tree(stale).get("code").asString()).isEqualTo("changed_meanwhile");

        assertThat(tree(post(self + "/cancel", "")).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(tree(post(self + "/cancel", "")).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(tree(put(self, schedule(update).put("delay_seconds", 60).toString()))
                        .get("code")
                        .asString())
                .isEqualTo("not_allowed_now");
        assertThat(post(SCHEDULES, schedule(update).put("delay_seconds", 3600).toString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(tree(get(self)).get("state").asString()).isEqualTo("WAITING");
    }

    @Test
    void oneThatBeganCannotBeCancelled() {
        ObjectNode update = Fixtures.hotUpdate();
        String id = update.get("uuid").asString();
        post(SCHEDULES, schedule(update).put("delay_seconds", 1).toString());
        awaitState(id, State.STARTED);

        HttpResponse<String> late = post("/api/v1/schedules/" + id + "/cancel", "");

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("job " + id);
    }

    @Test
    void aMissedStartIsSkippedAndSaidSoWhereThePolicySkips() {
        String id = dueInThePast(MissedPolicy.SKIP, State.WAITING);

        awaitState(id, State.MISSED);
        assertThat(tree(get("/api/v1/schedules/" + id)).get("note").asString()).contains("跳过");
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aMissedStartIsMadeUpForAndSaidSoWhereThePolicyRuns() {
        String id = dueInThePast(MissedPolicy.RUN, State.WAITING);

        awaitState(id, State.STARTED);
        assertThat(tree(get("/api/v1/schedules/" + id)).get("note").asString()).contains("晚了");
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatADeadDispatcherWasBeginningIsBegun() {
        String id = dueInThePast(MissedPolicy.SKIP, State.STARTING);

        awaitState(id, State.STARTED);
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatIsDueInAFreezeIsRefusedAndSaysWhy() {
        ObjectNode update = Fixtures.hotUpdate();
        String id = update.get("uuid").asString();
        post(SCHEDULES, schedule(update).put("delay_seconds", 1).toString());
        put(CALENDAR, """
                {"zone": "UTC", "freezes": [{"from": "2020-01-01T00:00:00Z", "reason": "封网演练"}]}""");

        awaitState(id, State.REFUSED);
        assertThat(tree(get("/api/v1/schedules/" + id)).get("note").asString()).contains("封网演练");
        assertThat(get("/api/v1/jobs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aFreezeAtTheTimeItIsDueRefusesItToday() {
        put(CALENDAR, """
                {"zone": "UTC", "freezes": [{"from": "%s", "reason": "元旦"}]}""".formatted(Instant.now().plusSeconds(600)));

        assertThat(tree(post(
                                SCHEDULES,
                                schedule(Fixtures.hotUpdate())
                                        .put("delay_seconds", 3600)
                                        .toString()))
                        .get("code")
                        .asString())
                .isEqualTo("frozen");
        ObjectNode before = Fixtures.hotUpdate();
        assertThat(post(SCHEDULES, schedule(before).put("delay_seconds", 60).toString())
                        .statusCode())
                .isEqualTo(201);
        // it would begin among the tests of another class, and change what those count
        post("/api/v1/schedules/" + before.get("uuid").asString() + "/cancel", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "request | reboot | 422 | /request | unknown_request",
                "request | 7 | 400 | /request | wrong_type",
                "delay_seconds | 0 | 422 | /delay_seconds | bad_delay",
                "zone | Mars/Base | 422 | /zone | unknown_zone",
                "on_missed | LATER | 400 | /on_missed | wrong_type",
                "grace_seconds | 0 | 422 | /grace_seconds | bad_grace",
                "grace_seconds | 86401 | 422 | /grace_seconds | bad_grace",
                "override_reason | x | 422 | /override_reason | bad_reason",
                "surprise | 1 | 400 | /surprise | unknown_field"
            })
    void aBadFieldIsRefusedByItsNameAndNothingIsStored(
            String field, String value, int status, String pointer, String detail) {
        ObjectNode body = schedule(Fixtures.hotUpdate()).put("delay_seconds", 3600);
        body.set(
                field,
                value.matches("[0-9]+")
                        ? JSON.getNodeFactory().numberNode(Long.parseLong(value))
                        : JSON.getNodeFactory().stringNode(value));
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> refused = post(SCHEDULES, body.toString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(tree(refused).get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        assertThat(tree(refused).get("errors").get(0).get("code").asString()).isEqualTo(detail);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void whatItsOwnAddressWouldRefuseIsRefusedTodayBelowBody() {
        ObjectNode update = Fixtures.hotUpdate().put("version", "../etc");

        HttpResponse<String> refused =
                post(SCHEDULES, schedule(update).put("delay_seconds", 3600).toString());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(tree(refused).get("errors").get(0).get("pointer").asString()).isEqualTo("/body/version");
    }

    @Test
    void theListCanBeHeldToAStateAndAProject() {
        ObjectNode update = Fixtures.hotUpdate();
        post(SCHEDULES, schedule(update).put("delay_seconds", 5000).toString());

        assertThat(get("/api/v1/schedules?state=WAITING&project=ssss").body())
                .contains(update.get("uuid").asString());
        assertThat(get("/api/v1/schedules?state=MISSED&project=ssss").body())
                .doesNotContain(update.get("uuid").asString());
        assertThat(tree(get("/api/v1/schedules?project=nobody")).get("schedules"))
                .isEmpty();
        assertThat(get("/api/v1/schedules?limit=0").statusCode()).isEqualTo(400);
        assertThat(tree(get("/api/v1/schedules/none")).get("code").asString()).isEqualTo("unknown_schedule");
    }

    private void awaitState(String id, State state) {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(store.find(id))
                .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo(state)));
    }

    /** As a dispatcher finds it that was down at the time. */
    private String dueInThePast(MissedPolicy policy, State state) {
        ObjectNode update = Fixtures.hotUpdate();
        String id = update.get("uuid").asString();
        Instant then = Instant.now().minusSeconds(7200);
        store.insert(new Schedule(
                id,
                "ssss",
                "大陆",
                "cn",
                "hot-updates",
                update.toString(),
                "f",
                then,
                "Asia/Shanghai",
                policy,
                600,
                null,
                state,
                "admin",
                then,
                null,
                null,
                null,
                0));
        return id;
    }

    private static ObjectNode schedule(ObjectNode body) {
        ObjectNode schedule = JSON.createObjectNode();
        schedule.put("request", "hot-updates").set("body", body);
        return schedule;
    }
}
