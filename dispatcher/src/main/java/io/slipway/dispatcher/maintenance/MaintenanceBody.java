package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.Maintenance;
import io.slipway.dispatcher.store.Maintenance.Freeze;
import io.slipway.dispatcher.store.Maintenance.Window;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole calendar of a project, as it is put.
 *
 * @param revision the one that was read; null to write over whatever is there
 */
@Schema(name = "MaintenanceBody")
public record MaintenanceBody(
        @Schema(description = "Time zone of the windows", example = "Asia/Shanghai")
        String zone,

        @Schema(description = "When jobs that change hosts may begin; absent or empty: always") @Nullable
        List<WindowBody> windows,

        @Schema(description = "No changes, whatever the windows say") @Nullable
        List<FreezeBody> freezes,

        @Schema(description = "The revision that was read; 409 where another change was faster") @Nullable
        Long revision) {
    private static final int MAX_WINDOWS = 50;
    private static final int MAX_FREEZES = 100;
    private static final int MAX_REASON = 200;
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    /** Every week. */
    @Schema(name = "MaintenanceWindow")
    public record WindowBody(
            @Schema(description = "1 (Monday) to 7; absent: every day", example = "[2, 4]") @Nullable
            List<Integer> days,

            @Schema(example = "02:00") String from,

            @Schema(description = "24:00 for the end of the day; not after from: on the next day", example = "06:00")
            String to) {}

    /** From one moment to another. */
    @Schema(name = "Freeze")
    public record FreezeBody(
            @Schema(example = "2026-12-31T18:00:00+08:00") String from,

            @Schema(description = "Absent: until it is lifted", example = "2027-01-03T00:00:00+08:00") @Nullable
            String until,

            @Schema(example = "元旦封网") String reason) {}

    /** @throws io.slipway.dispatcher.http.ProblemException naming every field that is not good */
    Maintenance toMaintenance(String project, long storedRevision) {
        FieldProblems problems = new FieldProblems();
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            refuse(
                    problems,
                    "/zone",
                    "unknown_zone",
                    "没有这个时区,请用 Asia/Shanghai 这样的名称",
                    "No such time zone; use a name such as Asia/Shanghai");
        }
        List<Window> checkedWindows = windows(problems);
        List<Freeze> checkedFreezes = freezes(problems);
        problems.refuseIfAny();
        return new Maintenance(
                project, zone, checkedWindows, checkedFreezes, revision == null ? storedRevision : revision);
    }

    private List<Window> windows(FieldProblems problems) {
        List<WindowBody> given = Objects.requireNonNullElse(windows, List.of());
        List<Window> checked = new ArrayList<>();
        if (!problems.atMost(MAX_WINDOWS, given.size(), "/windows")) {
            return checked;
        }
        for (int i = 0; i < given.size(); i++) {
            WindowBody window = given.get(i);
            String pointer = "/windows/" + i;
            List<Integer> days = Objects.requireNonNullElse(window.days(), List.of());
            if (days.stream().anyMatch(day -> day < 1 || day > 7) || new HashSet<>(days).size() != days.size()) {
                refuse(
                        problems,
                        pointer + "/days",
                        "bad_days",
                        "星期应为 1(周一)到 7,不重复",
                        "Days are 1 (Monday) to 7, each once");
            }
            if (!TIME.matcher(window.from()).matches()) {
                refuse(
                        problems,
                        pointer + "/from",
                        "bad_time",
                        "需要 00:00 到 23:59 的时间",
                        "A time from 00:00 to 23:59 is needed");
            }
            if (!TIME.matcher(window.to()).matches() && !window.to().equals("24:00")) {
                refuse(
                        problems,
                        pointer + "/to",
                        "bad_time",
                        "需要 00:00 到 24:00 的时间",
                        "A time from 00:00 to 24:00 is needed");
            } else if (window.to().equals(window.from())) {
                refuse(
                        problems,
                        pointer + "/to",
                        "empty_interval",
                        "结束时间与开始时间相同;全天请用 00:00 到 24:00",
                        "The end is the beginning; for the whole day use 00:00 to 24:00");
            }
            checked.add(new Window(days, window.from(), window.to()));
        }
        return checked;
    }

    private List<Freeze> freezes(FieldProblems problems) {
        List<FreezeBody> given = Objects.requireNonNullElse(freezes, List.of());
        List<Freeze> checked = new ArrayList<>();
        if (!problems.atMost(MAX_FREEZES, given.size(), "/freezes")) {
            return checked;
        }
        for (int i = 0; i < given.size(); i++) {
            FreezeBody freeze = given.get(i);
            String pointer = "/freezes/" + i;
            Optional<Instant> from = moment(freeze.from(), pointer + "/from", problems);
            Optional<Instant> until =
                    freeze.until() == null ? Optional.empty() : moment(freeze.until(), pointer + "/until", problems);
            if (from.isPresent() && until.isPresent() && !until.get().isAfter(from.get())) {
                refuse(
                        problems,
                        pointer + "/until",
                        "empty_interval",
                        "结束时间应晚于开始时间",
                        "The end has to be after the beginning");
            }
            if (freeze.reason().isBlank()
                    || freeze.reason().length() > MAX_REASON
                    || freeze.reason().chars().anyMatch(Character::isISOControl)) {
                refuse(
                        problems,
                        pointer + "/reason",
                        "bad_reason",
                        "请用 1 到 200 个字符说明原因",
                        "Give the reason in 1 to 200 characters");
            }
            checked.add(new Freeze(from.orElse(Instant.EPOCH), until.orElse(null), freeze.reason()));
        }
        return checked;
    }

    private static Optional<Instant> moment(String text, String pointer, FieldProblems problems) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            refuse(
                    problems,
                    pointer,
                    "bad_time",
                    "需要带时区偏移的时间,例如 2026-12-31T18:00:00+08:00",
                    "A time with its offset is needed, such as 2026-12-31T18:00:00+08:00");
        } catch (DateTimeException e) {
            refuse(problems, pointer, "bad_time", "时间超出范围", "The time is out of range");
        }
        return Optional.empty();
    }

    private static void refuse(FieldProblems problems, String pointer, String code, String zh, String en) {
        problems.add(new FieldProblem(ProblemCode.BAD_VALUE, pointer, code, zh, en));
    }
}
