package io.slipway.dispatcher.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.Maintenance;
import io.slipway.dispatcher.store.Maintenance.Freeze;
import io.slipway.dispatcher.store.Maintenance.Window;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-11-24 is a Tuesday. */
class OpeningHoursTest {
    private static final Window TUESDAY_NIGHT = new Window(List.of(2), "02:00", "06:00");
    private static final Window OVER_MIDNIGHT = new Window(List.of(5), "23:00", "01:30");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T01:59:59+08:00, false",
        "2026-11-24T02:00:00+08:00, true",
        "2026-11-24T05:59:59+08:00, true",
        "2026-11-24T06:00:00+08:00, false",
        "2026-11-25T03:00:00+08:00, false",
        "2026-11-27T23:00:00+08:00, true",
        "2026-11-28T01:29:59+08:00, true",
        "2026-11-28T01:30:00+08:00, false",
        "2026-11-27T01:00:00+08:00, false",
        "2026-11-23T18:30:00Z, true"
    })
    void aWindowIsOpenFromItsBeginningToItsEndAlsoOverMidnight(OffsetDateTime at, boolean open) {
        assertThat(hours(List.of(TUESDAY_NIGHT, OVER_MIDNIGHT), List.of()).open(at.toInstant()))
                .isEqualTo(open);
    }

    @Test
    void withoutWindowsItIsAlwaysOpen() {
        assertThat(hours(List.of(), List.of()).open(Instant.EPOCH)).isTrue();
    }

    @Test
    void aWindowOfTheWholeDayHasNoGap() {
        OpeningHours hours = hours(List.of(new Window(List.of(), "00:00", "24:00")), List.of());

        assertThat(hours.open(at("2026-11-24T00:00:00+08:00"))).isTrue();
        assertThat(hours.open(at("2026-11-24T23:59:59+08:00"))).isTrue();
    }

    @Test
    void aFreezeClosesAnOpenWindow() {
        Freeze freeze = new Freeze(at("2026-11-24T03:00:00+08:00"), at("2026-11-24T04:00:00+08:00"), "test");
        OpeningHours hours = hours(List.of(TUESDAY_NIGHT), List.of(freeze));

        assertThat(hours.open(at("2026-11-24T02:59:59+08:00"))).isTrue();
        assertThat(hours.open(at("2026-11-24T03:00:00+08:00"))).isFalse();
        assertThat(hours.open(at("2026-11-24T04:00:00+08:00"))).isTrue();
    }

    @Test
    void theNextOpeningIsTheNextWindowThatNoFreezeCovers() {
        Freeze freeze = new Freeze(at("2026-11-23T00:00:00+08:00"), at("2026-11-27T00:00:00+08:00"), "test");

        assertThat(hours(List.of(TUESDAY_NIGHT), List.of()).nextOpening(at("2026-11-21T12:00:00+08:00")))
                .contains(at("2026-11-24T02:00:00+08:00"));
        assertThat(hours(List.of(TUESDAY_NIGHT), List.of(freeze)).nextOpening(at("2026-11-21T12:00:00+08:00")))
                .contains(at("2026-12-01T02:00:00+08:00"));
        assertThat(hours(List.of(), List.of(freeze)).nextOpening(at("2026-11-24T12:00:00+08:00")))
                .contains(at("2026-11-27T00:00:00+08:00"));
    }

    @Test
    void aFreezeThatEndsInsideAWindowOpensAtItsEnd() {
        Freeze freeze = new Freeze(at("2026-11-24T00:00:00+08:00"), at("2026-11-24T03:30:00+08:00"), "test");

        assertThat(hours(List.of(TUESDAY_NIGHT), List.of(freeze)).nextOpening(at("2026-11-24T01:00:00+08:00")))
                .contains(at("2026-11-24T03:30:00+08:00"));
    }

    @Test
    void aFreezeWithoutEndHasNoNextOpening() {
        Freeze freeze = new Freeze(at("2026-11-24T00:00:00+08:00"), null, "test");

        assertThat(hours(List.of(), List.of(freeze)).nextOpening(at("2026-11-25T00:00:00+08:00")))
                .isEmpty();
    }

    private static OpeningHours hours(List<Window> windows, List<Freeze> freezes) {
        return new OpeningHours(new Maintenance("ssss", "Asia/Shanghai", windows, freezes, 1));
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
