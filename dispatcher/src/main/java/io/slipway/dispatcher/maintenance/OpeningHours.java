package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.store.Maintenance;
import io.slipway.dispatcher.store.Maintenance.Freeze;
import io.slipway.dispatcher.store.Maintenance.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the calendar of one project's maintenance. */
final class OpeningHours {
    /** How far ahead the next opening is looked for; a weekly window and a freeze over it are found. */
    private static final int DAYS_AHEAD = 60;

    private static final String END_OF_DAY = "24:00";

    private final Maintenance maintenance;
    private final ZoneId zone;

    OpeningHours(Maintenance maintenance) {
        this.maintenance = maintenance;
        this.zone = ZoneId.of(maintenance.zone());
    }

    ZoneId zone() {
        return zone;
    }

    Optional<Freeze> freeze(Instant at) {
        return maintenance.freezes().stream()
                .filter(freeze -> freeze.covers(at))
                .findFirst();
    }

    /** Whether a window is open, or there are none. */
    boolean inWindow(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        return maintenance.windows().isEmpty()
                || maintenance.windows().stream()
                        .anyMatch(window -> covers(window, today, at) || covers(window, today.minusDays(1), at));
    }

    boolean open(Instant at) {
        return freeze(at).isEmpty() && inWindow(at);
    }

    /** Empty where it stays closed for two months, or until a freeze is lifted. */
    Optional<Instant> nextOpening(Instant after) {
        TreeSet<Instant> moments = new TreeSet<>();
        maintenance.freezes().stream()
                .map(Freeze::until)
                .filter(until -> until != null && until.isAfter(after))
                .forEach(moments::add);
        LocalDate today = after.atZone(zone).toLocalDate();
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            for (Window window : maintenance.windows()) {
                Instant begin = begin(window, today.plusDays(day));
                if (begin.isAfter(after)) {
                    moments.add(begin);
                }
            }
        }
        return moments.stream().filter(this::open).findFirst();
    }

    private boolean covers(Window window, LocalDate day, Instant at) {
        boolean thatDay = window.days().isEmpty()
                || window.days().contains(day.getDayOfWeek().getValue());
        return thatDay && !at.isBefore(begin(window, day)) && at.isBefore(end(window, day));
    }

    private Instant begin(Window window, LocalDate day) {
        return day.atTime(LocalTime.parse(window.from())).atZone(zone).toInstant();
    }

    private Instant end(Window window, LocalDate day) {
        if (window.to().equals(END_OF_DAY)) {
            return day.plusDays(1).atStartOfDay(zone).toInstant();
        }
        LocalTime to = LocalTime.parse(window.to());
        boolean sameDay = to.isAfter(LocalTime.parse(window.from()));
        return day.plusDays(sameDay ? 0 : 1).atTime(to).atZone(zone).toInstant();
    }
}
