package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due, and the zone people see it in.
 *
 * @param at never before {@code now}
 */
record DueTime(Instant at, ZoneId zone) {
    private static final String DEFAULT_ZONE = "Asia/Shanghai";
    private static final Duration LONGEST = Duration.ofDays(366);

    /** Reads it from a body; what is wrong goes into {@code problems}, and the result is then without meaning. */
    static DueTime of(ScheduleBody body, Instant now, FieldProblems problems) {
        ZoneId zone = zone(body.zone(), problems);
        Long delay = body.delaySeconds();
        String text = body.at();
        if ((text == null) == (delay == null)) {
            refuse(problems, "/at", "one_time", "at 与 delay_seconds 必须且只能给出一个", "Give either at or delay_seconds");
            return new DueTime(now, zone);
        }
        if (delay != null) {
            if (delay < 1 || delay > LONGEST.toSeconds()) {
                refuse(problems, "/delay_seconds", "bad_delay", "应为 1 秒到一年", "1 second to one year");
                return new DueTime(now, zone);
            }
            return new DueTime(now.plusSeconds(delay), zone);
        }
        return new DueTime(moment(text == null ? "" : text, zone, now, problems), zone);
    }

    /** With the offset of its zone, as it is shown: to the second. */
    static String text(Instant at, String zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of(zone)).toOffsetDateTime());
    }

    private static Instant moment(String text, ZoneId zone, Instant now, FieldProblems problems) {
        try {
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant at = read instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : local((LocalDateTime) read, zone, now, problems);
            if (at.isBefore(now)) {
                refuse(
                        problems,
                        "/at",
                        "past",
                        "该时间已过去,现在是 " + text(now, zone.getId()),
                        "That time has passed; it is " + text(now, zone.getId()));
            } else if (at.isAfter(now.plus(LONGEST))) {
                refuse(problems, "/at", "too_far", "最多提前一年", "At most one year ahead");
            }
            return at;
        } catch (DateTimeParseException e) {
            refuse(
                    problems,
                    "/at",
                    "bad_time",
                    "需要 2026-12-01T04:00:00 或带时区偏移的时间",
                    "A time such as 2026-12-01T04:00:00 is needed, with or without an offset");
        } catch (DateTimeException e) {
            refuse(problems, "/at", "bad_time", "时间超出范围", "The time is out of range");
        }
        return now;
    }

    /** A local time that a change of the clocks leaves out, or has twice, is nobody's guess. */
    private static Instant local(LocalDateTime time, ZoneId zone, Instant now, FieldProblems problems) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        if (offsets.isEmpty()) {
            refuse(
                    problems,
                    "/at",
                    "no_such_time",
                    "时钟调整使该时区没有这个时间",
                    "The clocks change there: this time does not exist");
        } else {
            refuse(
                    problems,
                    "/at",
                    "twice",
                    "时钟调整使该时间出现两次,请加上时区偏移",
                    "The clocks change there: this time comes twice, add its offset");
        }
        return now;
    }

    private static ZoneId zone(@Nullable String given, FieldProblems problems) {
        String name = given == null ? DEFAULT_ZONE : given;
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            refuse(
                    problems,
                    "/zone",
                    "unknown_zone",
                    "没有这个时区,请用 Asia/Shanghai 这样的名称",
                    "No such time zone; use a name such as Asia/Shanghai");
            return ZoneId.of(DEFAULT_ZONE);
        }
        return ZoneId.of(name);
    }

    private static void refuse(FieldProblems problems, String pointer, String code, String zh, String en) {
        problems.add(new FieldProblem(ProblemCode.BAD_VALUE, pointer, code, zh, en));
    }
}
