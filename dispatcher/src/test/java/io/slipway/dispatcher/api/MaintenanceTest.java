package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Freezes and maintenance windows of a project, and the way past them. */
class MaintenanceTest extends ApiTest {
    private static final String CALENDAR = "/api/v1/projects/ssss/maintenance";
    private static final String FROZEN = """
            {"zone": "Asia/Shanghai", "freezes": [{"from": "2020-01-01T00:00:00+08:00", "reason": "元旦封网"}]}""";
    private static final String CLOSED = """
            {"zone": "Asia/Shanghai", "freezes": [],
             "windows": [{"from": "00:00", "to": "00:01", "days": [%d]}]}""";

    @AfterEach
    void open() {
        assertThat(put(CALENDAR, "{\"zone\": \"Asia/Shanghai\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aFrozenProjectTakesNoUpdateAndNothingIsStored() {
        assertThat(put(CALENDAR, FROZEN).statusCode()).isEqualTo(200);
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> refused =
                post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(tree(refused).get("code").asString()).isEqualTo("frozen");
        assertThat(tree(refused).get("hint").asString()).contains("ssss", "元旦封网", "override_reason");
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @Test
    void outsideTheWindowsTheAnswerSaysWhenItOpens() {
        int yesterday = java.time.ZonedDateTime.now(java.time.ZoneId.of("Asia/Shanghai"))
                .minusDays(2)
                .getDayOfWeek()
                .getValue();
        assertThat(put(CALENDAR, CLOSED.formatted(yesterday)).statusCode()).isEqualTo(200);

        HttpResponse<String> refused =
                post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString());

        assertThat(tree(refused).get("code").asString()).isEqualTo("outside_window");
        assertThat(tree(refused).get("hint").asString()).contains("Asia/Shanghai", " 00:00");
        assertThat(tree(get(CALENDAR)).get("open").asBoolean()).isFalse();
        assertThat(tree(get(CALENDAR)).get("opens_at").asString()).contains("T00:00:00+08:00");
    }

    @Test
    void anOverrideWithAReasonGoesAheadAndIsInTheAudit() {
        assertThat(put(CALENDAR, FROZEN).statusCode()).isEqualTo(200);
        String reason = "线上崩溃,紧急修复";

        HttpResponse<String> taken = post(
                Fixtures.HOT_UPDATES + "?override_reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8),
                Fixtures.hotUpdate().toString());

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(MemoryStore.lastAuditEntry().getString("note")).isEqualTo(reason);
    }

    @Test
    void theSameRequestAgainIsTheSameJobAlsoInAFreeze() {
        ObjectNode update = Fixtures.hotUpdate();
        assertThat(post(Fixtures.HOT_UPDATES, update.toString()).statusCode()).isEqualTo(202);
        assertThat(put(CALENDAR, FROZEN).statusCode()).isEqualTo(200);

        HttpResponse<String> again = post(Fixtures.HOT_UPDATES, update.toString());

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(tree(again).get("duplicate").asBoolean()).isTrue();
    }

    @Test
    void aPullChangesNoHostAndIsTakenInAFreeze() {
        assertThat(put(CALENDAR, FROZEN).statusCode()).isEqualTo(200);

        assertThat(post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aRetryWaitsForTheEndOfTheFreezeToo() {
        String id = tree(post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString()))
                .get("job_id")
                .asString();
        assertThat(put(CALENDAR, FROZEN).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = post("/api/v1/jobs/" + id + "/retry", "");

        assertThat(tree(refused).get("code").asString()).isEqualTo("frozen");
    }

    @Test
    void whoReadAnOlderCalendarDoesNotWriteOverANewerOne() {
        long revision = tree(put(CALENDAR, FROZEN)).get("revision").asLong();
        String mine = "{\"zone\": \"UTC\", \"revision\": " + revision + "}";

        assertThat(put(CALENDAR, mine).statusCode()).isEqualTo(200);
        HttpResponse<String> late = put(CALENDAR, mine);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(tree(late).get("code").asString()).isEqualTo("changed_meanwhile");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"zone\": \"Mars/Base\"} | /zone | unknown_zone",
                "{\"zone\": \"UTC\", \"windows\": [{\"from\": \"25:00\", \"to\": \"06:00\"}]} | /windows/0/from | bad_time",
                "{\"zone\": \"UTC\", \"windows\": [{\"from\": \"24:00\", \"to\": \"06:00\"}]} | /windows/0/from | bad_time",
                "{\"zone\": \"UTC\", \"windows\": [{\"from\": \"02:00\", \"to\": \"6:00\"}]} | /windows/0/to | bad_time",
                "{\"zone\": \"UTC\", \"windows\": [{\"from\": \"02:00\", \"to\": \"02:00\"}]} | /windows/0/to | empty_interval",
                "{\"zone\": \"UTC\", \"windows\": [{\"days\": [0], \"from\": \"02:00\", \"to\": \"03:00\"}]} | /windows/0/days | bad_days",
                "{\"zone\": \"UTC\", \"windows\": [{\"days\": [8], \"from\": \"02:00\", \"to\": \"03:00\"}]} | /windows/0/days | bad_days",
                "{\"zone\": \"UTC\", \"windows\": [{\"days\": [1,1], \"from\": \"02:00\", \"to\": \"03:00\"}]} | /windows/0/days | bad_days",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31\", \"reason\": \"x\"}]} | /freezes/0/from | bad_time",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31T00:00:00\", \"reason\": \"x\"}]} | /freezes/0/from | bad_time",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31T00:00:00Z\", \"until\": \"2026-12-30T00:00:00Z\", \"reason\": \"x\"}]} | /freezes/0/until | empty_interval",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31T00:00:00Z\", \"until\": \"never\", \"reason\": \"x\"}]} | /freezes/0/until | bad_time",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31T00:00:00Z\", \"reason\": \" \"}]} | /freezes/0/reason | bad_reason",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"2026-12-31T00:00:00Z\", \"reason\": \"a\\u0000b\"}]} | /freezes/0/reason | bad_reason",
                "{\"zone\": \"UTC\", \"freezes\": [{\"from\": \"+1000000001-12-31T00:00:00Z\", \"reason\": \"x\"}]} | /freezes/0/from | bad_time",
                "{\"windows\": []} | /zone | missing_field",
                "{\"zone\": 7} | /zone | wrong_type",
                "{\"zone\": \"UTC\", \"freeze\": []} | /freeze | unknown_field"
            })
    void aBadCalendarIsRefusedByFieldAndTheOldOneStays(String body, String pointer, String detail) {
        String before = get(CALENDAR).body();

        HttpResponse<String> refused = put(CALENDAR, body);

        assertThat(refused.statusCode()).as(refused.body()).isIn(List.of(400, 422));
        assertThat(tree(refused).get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        assertThat(tree(refused).get("errors").get(0).get("code").asString()).isEqualTo(detail);
        assertThat(get(CALENDAR).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"x", "'   '", "a%0Ab%0Ac%0Ad"})
    void anOverrideThatSaysNothingIsRefused(String reason) {
        HttpResponse<String> refused = post(
                Fixtures.HOT_UPDATES + "?override_reason=" + reason.replace(" ", "%20"),
                Fixtures.hotUpdate().toString());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(tree(refused).get("errors").get(0).get("pointer").asString()).isEqualTo("?override_reason");
    }

    @Test
    void theCalendarOfAProjectThatIsNotThereIsNotThere() {
        assertThat(tree(put("/api/v1/projects/nobody/maintenance", FROZEN))
                        .get("code")
                        .asString())
                .isEqualTo("unknown_project");
    }
}
