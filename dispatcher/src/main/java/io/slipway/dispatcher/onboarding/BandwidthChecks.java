package io.slipway.dispatcher.onboarding;

import io.slipway.contract.BandwidthRule;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.onboarding.ProjectBody.BandwidthBody;
import io.slipway.dispatcher.onboarding.ProjectBody.ManagerBody;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an rsync manager may say of its bandwidth. */
final class BandwidthChecks {
    private static final int MAX_RULES = 24;
    /** 10 GiB per second, more than any line of a receiver. */
    private static final int MAX_KIB = 10 * 1024 * 1024;

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private final FieldProblems problems;
    private final BitSet taken = new BitSet(MINUTES_OF_A_DAY);

    private BandwidthChecks(FieldProblems problems) {
        this.problems = problems;
    }

    static void check(ManagerBody manager, String pointer, FieldProblems problems) {
        if (manager.zone() != null && !ZoneId.getAvailableZoneIds().contains(manager.zone())) {
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE,
                    pointer + "/zone",
                    "unknown_zone",
                    "没有这个时区,请用 Asia/Shanghai 这样的名称",
                    "No such time zone; use a name such as Asia/Shanghai"));
        }
        List<BandwidthBody> rules = Objects.requireNonNullElse(manager.bandwidth(), List.of());
        String list = pointer + "/bandwidth";
        BandwidthChecks checks = new BandwidthChecks(problems);
        for (int i = 0; problems.atMost(MAX_RULES, rules.size(), list) && i < rules.size(); i++) {
            checks.rule(rules.get(i), list + "/" + i);
        }
    }

    private void rule(BandwidthBody rule, String pointer) {
        if (rule.kibPerSecond() < 1 || rule.kibPerSecond() > MAX_KIB) {
            refuse(
                    pointer + "/kib_per_second",
                    "bad_rate",
                    "每秒 KiB 数应为 1 到 " + MAX_KIB + ";不限速请去掉这条规则",
                    "KiB per second, 1 to " + MAX_KIB + "; for no limit leave the rule out");
        }
        boolean always = rule.from() == null && rule.to() == null;
        boolean from = always || time(rule.from(), pointer + "/from");
        boolean to = always || time(rule.to(), pointer + "/to");
        if (!from || !to) {
            return;
        }
        if (!always && Objects.equals(rule.from(), rule.to())) {
            refuse(
                    pointer + "/to",
                    "empty_interval",
                    "结束时间与开始时间相同;全天有效请去掉 from 和 to",
                    "The end is the beginning; for the whole day leave out from and to");
            return;
        }
        claim(rule.toRule(), pointer);
    }

    private boolean time(@Nullable String text, String pointer) {
        boolean good = text != null && BandwidthRule.timeAllowed(text);
        if (!good) {
            refuse(
                    pointer,
                    "bad_time",
                    "需要 00:00 到 23:59 的时间,from 和 to 同时给出或同时省略",
                    "A time from 00:00 to 23:59 is needed; give from and to both or neither");
        }
        return good;
    }

    private void claim(BandwidthRule rule, String pointer) {
        BitSet minutes = new BitSet(MINUTES_OF_A_DAY);
        for (int minute = 0; minute < MINUTES_OF_A_DAY; minute++) {
            minutes.set(minute, rule.covers(LocalTime.ofSecondOfDay(60L * minute)));
        }
        if (taken.intersects(minutes)) {
            refuse(
                    pointer,
                    "overlap",
                    "与前面的规则时间重叠,请调整 from 和 to",
                    "Holds at the same time as a rule before it; change from and to");
        }
        taken.or(minutes);
    }

    private void refuse(String pointer, String code, String chinese, String english) {
        problems.add(new FieldProblem(ProblemCode.BAD_VALUE, pointer, code, chinese, english));
    }
}
