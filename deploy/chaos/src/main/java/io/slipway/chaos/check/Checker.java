package io.slipway.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the histories of a run, prints what they show, and ends with 0 only where nothing went wrong. */
public final class Checker {
    private static final List<Rule> RULES = List.of(
            new JobRule(),
            new EffectRule(),
            new HostRule(),
            new CallbackRule(),
            new ToldRule(),
            new CrashPointRule(),
            new RunRule());
    private static final int EXAMPLES = 5;

    private Checker() {}

    /** @param arguments directory of the histories; {@code result.json} is written there */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Run run = Run.read(directory);
        Findings findings = check(run);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("passed", findings.none());
        result.put("seed", run.settings().path("seed").asLong(0));
        result.put("minutes", run.settings().path("minutes").asDouble(0));
        result.put("lease_seconds", run.settings().path("lease_seconds").asLong(0));
        Map<String, Object> counts = new Counts(run).all();
        Map<String, Map<String, Long>> times = new Times(run).all();
        result.put("counts", counts);
        result.put("times_ms", times);
        List<String> timeGoals = TimeGoal.judge(times);
        result.put("time_goals", timeGoals);
        List<String> notRun = NotRun.of(run);
        result.put("not_run", notRun);
        Map<String, String> cases = CrashPointRule.passed(run, findings);
        List<String> failed = CrashPointRule.failed(run, findings);
        result.put("cases_passed", cases);
        result.put("cases_failed", failed);
        Map<String, String> mutants = CrashPointRule.mutants(run, findings);
        result.put("mutants", mutants);
        result.put("goals", goals(findings));
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.write(directory.resolve("result.json"), json.writeValueAsBytes(result));
        System.out.printf(
                "seed %s, %s minutes, n = %s jobs%n",
                result.get("seed"), result.get("minutes"), counts.get("jobs_attempted"));
        counts.forEach((name, value) -> System.out.printf("%-46s %s%n", name, value));
        times.forEach((name, value) -> System.out.printf("%-46s %s%n", name, value));
        timeGoals.forEach(goal -> System.out.println("time goal " + goal));
        notRun.forEach(what -> System.out.println("NOT RUN: " + what));
        cases.forEach((name, value) -> System.out.printf("%-46s %s%n", "cases passed, " + name, value));
        failed.forEach(name -> System.out.println("case failed: " + name));
        mutants.forEach((name, value) -> System.out.printf("%-46s %s%n", "found of the mutant " + name, value));
        print(findings);
        System.exit(findings.none() ? 0 : 1);
    }

    static Findings check(Run run) {
        Findings findings = new Findings();
        RULES.forEach(rule -> rule.check(run, findings));
        return findings;
    }

    private static Map<String, Object> goals(Findings findings) {
        Map<String, Object> goals = new LinkedHashMap<>();
        for (Goal goal : Goal.values()) {
            List<String> found = findings.of(goal);
            goals.put(
                    goal.name(),
                    Map.of(
                            "count",
                            found.size(),
                            "examples",
                            found.stream().limit(EXAMPLES).toList()));
        }
        return goals;
    }

    private static void print(Findings findings) {
        for (Goal goal : Goal.values()) {
            List<String> found = findings.of(goal);
            System.out.printf(
                    "%-4s %-18s %6d  %s%n", found.isEmpty() ? "ok" : "BAD", goal, found.size(), goal.meaning());
            found.stream().limit(EXAMPLES).forEach(what -> System.out.println("       " + what));
        }
        System.out.println(findings.none() ? "PASSED" : "FAILED");
    }
}
