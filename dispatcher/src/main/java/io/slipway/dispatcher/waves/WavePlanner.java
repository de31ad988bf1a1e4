package io.slipway.dispatcher.waves;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.store.WavePlan.Between;
import io.slipway.dispatcher.store.WavePlan.Wave;
import io.slipway.name.SafeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts hosts into waves. The order can be explained and is the same each time: canaries as they were named, then hosts with one
 * of the first labels in the order of those labels, then by role, then as the job names them.
 */
public final class WavePlanner {
    private static final int MOST_PARALLEL = 500;
    private static final int MOST_WAVES = 50;
    private static final int MOST_PAUSE_SECONDS = 86_400;
    private static final int DEFAULT_PARALLEL = 20;
    private static final List<String> ROLES = List.of("cross_center", "cross", "game");
    private static final List<String> LABELS = List.of("test");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,4})(%?)");

    private final WavesBody asked;
    private final Map<String, WaveHost> hosts = new LinkedHashMap<>();
    private final String pointer;
    private final FieldProblems problems;

    private WavePlanner(WavesBody asked, List<WaveHost> hosts, String pointer, FieldProblems problems) {
        this.asked = asked;
        hosts.forEach(host -> this.hosts.put(host.ip(), host));
        this.pointer = pointer;
        this.problems = problems;
    }

    /**
     * @param hosts of the job, in its order
     * @param pointer to the body, for example {@code /waves}
     * @return meaningful only where no problem was added
     */
    public static WavePlan plan(WavesBody asked, List<WaveHost> hosts, String pointer, FieldProblems problems) {
        return new WavePlanner(asked, hosts, pointer, problems).plan();
    }

    private WavePlan plan() {
        List<String> canary = canary();
        List<String> rest = ordered(canary);
        List<Wave> waves = new ArrayList<>();
        if (!canary.isEmpty()) {
            waves.add(new Wave(1, "canary", canary));
        }
        int taken = 0;
        for (int size : sizes()) {
            int end = Math.min(rest.size(), taken + size);
            if (end > taken) {
                add(waves, rest.subList(taken, end));
            }
            taken = end;
        }
        if (taken < rest.size()) {
            add(waves, rest.subList(taken, rest.size()));
        }
        Between between = between(!canary.isEmpty());
        return new WavePlan(List.copyOf(waves), parallel(), between, pause(between), maxFailures());
    }

    private static void add(List<Wave> waves, List<String> ips) {
        int number = waves.size() + 1;
        waves.add(new Wave(number, "wave " + number, List.copyOf(ips)));
    }

    private List<String> canary() {
        List<String> wanted = Objects.requireNonNullElse(asked.canary(), List.of());
        for (int i = 0; i < wanted.size(); i++) {
            String here = pointer + "/canary/" + i;
            problems.require(hosts.containsKey(wanted.get(i)), ProblemCode.UNKNOWN_HOST, here);
            problems.require(wanted.indexOf(wanted.get(i)) == i, ProblemCode.DUPLICATE, here);
        }
        return wanted;
    }

    private List<String> ordered(List<String> canary) {
        List<String> labels = Objects.requireNonNullElse(asked.labelsFirst(), LABELS);
        each(labels, "labels_first", SafeName::allowed, ProblemCode.BAD_NAME);
        List<String> roles = Objects.requireNonNullElse(asked.roles(), ROLES);
        each(roles, "roles", ROLES::contains, ProblemCode.BAD_VALUE);
        return hosts.values().stream()
                .filter(host -> !canary.contains(host.ip()))
                .sorted(Comparator.<WaveHost>comparingInt(host -> rank(labels, host.labels()))
                        .thenComparingInt(host -> rank(roles, host.roles())))
                .map(WaveHost::ip)
                .toList();
    }

    private void each(List<String> values, String field, Predicate<String> allowed, ProblemCode code) {
        for (int i = 0; i < values.size(); i++) {
            String here = pointer + "/" + field + "/" + i;
            problems.require(allowed.test(values.get(i)), code, here);
            problems.require(values.indexOf(values.get(i)) == i, ProblemCode.DUPLICATE, here);
        }
    }

    /** Of the first of these that the host has; behind all where it has none. */
    private static int rank(List<String> order, Set<String> had) {
        for (int i = 0; i < order.size(); i++) {
            if (had.contains(order.get(i))) {
                return i;
            }
        }
        return order.size();
    }

    private List<Integer> sizes() {
        List<String> wanted = Objects.requireNonNullElse(asked.sizes(), List.of());
        List<Integer> sizes = new ArrayList<>();
        if (problems.atMost(MOST_WAVES, wanted.size(), pointer + "/sizes")) {
            for (int i = 0; i < wanted.size(); i++) {
                int size = share(wanted.get(i), pointer + "/sizes/" + i, true);
                if (size == 0) {
                    problems.require(false, ProblemCode.BAD_VALUE, pointer + "/sizes/" + i);
                }
                sizes.add(size);
            }
        }
        return sizes;
    }

    /** A share is rounded up for a wave, so that it is never empty, and down for failures. */
    private int share(String text, String where, boolean up) {
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            problems.require(false, ProblemCode.BAD_VALUE, where);
            return 1;
        }
        int number = Integer.parseInt(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return number;
        }
        problems.require(number <= 100, ProblemCode.BAD_VALUE, where);
        int scaled = number * hosts.size();
        return up ? (scaled + 99) / 100 : scaled / 100;
    }

    private int parallel() {
        int parallel = Objects.requireNonNullElse(asked.parallel(), DEFAULT_PARALLEL);
        problems.require(parallel >= 1 && parallel <= MOST_PARALLEL, ProblemCode.BAD_VALUE, pointer + "/parallel");
        return parallel;
    }

    private Between between(boolean canary) {
        String wanted = asked.between();
        if (wanted == null) {
            return canary ? Between.CONFIRM : Between.CONTINUE;
        }
        for (Between one : Between.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return one;
            }
        }
        problems.require(false, ProblemCode.BAD_VALUE, pointer + "/between");
        return Between.CONTINUE;
    }

    private int pause(Between between) {
        Integer seconds = asked.pauseSeconds();
        String where = pointer + "/pause_seconds";
        if (between != Between.PAUSE) {
            problems.require(seconds == null, ProblemCode.BAD_VALUE, where);
            return 0;
        }
        boolean right = seconds != null && seconds >= 1 && seconds <= MOST_PAUSE_SECONDS;
        problems.require(right, ProblemCode.BAD_VALUE, where);
        return right && seconds != null ? seconds : 0;
    }

    private int maxFailures() {
        String asText = Objects.requireNonNullElse(asked.maxFailures(), "0");
        return share(asText, pointer + "/max_failures", false);
    }
}
