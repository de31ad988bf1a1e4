package io.slipway.dispatcher.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class DueTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T04:00:00, Asia/Shanghai, 2026-03-01T20:00:00Z",
        "2026-03-02T04:00:00, , 2026-03-01T20:00:00Z",
        "2026-03-02T04:00, Europe/Berlin, 2026-03-02T03:00:00Z",
        "2026-03-02T04:00:00+01:00, Asia/Shanghai, 2026-03-02T03:00:00Z",
        "2026-03-02T04:00:00Z, Asia/Shanghai, 2026-03-02T04:00:00Z"
    })
    void aLocalTimeIsOfItsZoneAndAnOffsetIsExact(String at, @Nullable String zone, Instant expected) {
        FieldProblems problems = new FieldProblems();
        DueTime due = DueTime.of(body(at, null, zone), NOW, problems);

        problems.refuseIfAny();
        assertThat(due.at()).isEqualTo(expected);
    }

    @Test
    void aDelayCountsFromNow() {
        assertThat(DueTime.of(body(null, 90L, null), NOW, new FieldProblems()).at())
                .isEqualTo(NOW.plusSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        ", , , /at, one_time",
        "2026-03-02T04:00:00, 5, , /at, one_time",
        "2026-02-28T23:59:59Z, , , /at, past",
        "2027-03-03T00:00:00Z, , , /at, too_far",
        "tomorrow, , , /at, bad_time",
        "2026-02-30T04:00:00, , , /at, bad_time",
        "2026-03-02, , , /at, bad_time",
        "+999999999-12-31T23:59:59Z, , , /at, too_far",
        "2026-03-29T02:30:00, , Europe/Berlin, /at, no_such_time",
        "2026-10-25T02:30:00, , Europe/Berlin, /at, twice",
        "2026-03-02T04:00:00, , Mars/Base, /zone, unknown_zone",
        ", 0, , /delay_seconds, bad_delay",
        ", -5, , /delay_seconds, bad_delay",
        ", 9223372036854775807, , /delay_seconds, bad_delay"
    })
    void aTimeThatCannotBeMeantIsRefusedByItsField(
            @Nullable String at, @Nullable Long delay, @Nullable String zone, String pointer, String code) {
        FieldProblems problems = new FieldProblems();
        DueTime.of(body(at, delay, zone), NOW, problems);

        assertThatThrownBy(problems::refuseIfAny)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.fields()).singleElement().satisfies(field -> {
                            assertThat(field.pointer()).isEqualTo(pointer);
                            assertThat(field.code()).isEqualTo(code);
                        }));
    }

    private static ScheduleBody body(@Nullable String at, @Nullable Long delay, @Nullable String zone) {
        return new ScheduleBody(
                "hot-updates", JsonNodeFactory.instance.objectNode(), at, delay, zone, null, null, null, null);
    }
}
