package io.slipway.chaos.check;

import static io.slipway.chaos.check.WrittenRun.JOB;
import static io.slipway.chaos.check.WrittenRun.line;
import static io.slipway.chaos.check.WrittenRun.receipt;
import static io.slipway.chaos.check.WrittenRun.target;
import static io.slipway.chaos.check.WrittenRun.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A checker that cannot refuse proves nothing: each goal has histories that break it, and it alone has to be named. */
class CheckerTest {
    private static List<Consumer<WrittenRun>> wrong(Goal goal) {
        return switch (goal) {
            case LOST ->
                List.of(run -> {
                    run.client.add(line(500, "op", "invoke", "job", "j2", "ips", List.of("a")));
                    run.client.add(line(510, "op", "ok", "job", "j2", "status", 202));
                    run.finals.add(line(900, "kind", "job", "job", "j2", "status", 404));
                });
            case STUCK ->
                List.of(
                        run -> run.told().put("state", "RUNNING"),
                        run -> run.told().put("state", "ACCEPTED"),
                        run -> run.faults.add(crashCase(true, false)));
            case NEEDLESS_ATTEMPT ->
                List.of(run -> {
                    Map<String, Object> slow = crashCase(true, true);
                    slow.put("broken", false);
                    run.faults.add(slow);
                });
            case MISSING_TARGET -> List.of(run -> run.client.get(0).put("ips", List.of("a", "b", "c")));
            case TWO_ENDS ->
                List.of(
                        run -> run.samples.add(
                                3, line(295, "kind", "target", "job", JOB, "key", "b", "state", "FAILED")),
                        run -> run.samples.add(
                                line(800, "kind", "target", "job", JOB, "key", "a", "state", "RUNNING")));
            case DUPLICATE_EFFECT -> List.of(run -> run.effects.add(line(500, "ip", "a", "job", 1, "fence", "7 3")));
            case UNASKED_EFFECT -> List.of(run -> run.effects.add(line(500, "ip", "a", "job", 99, "fence", "7 2")));
            case UNTRUE_SUCCESS -> List.of(run -> run.effects.remove(1));
            case UNTRUE_FAILURE -> List.of(run -> endsSo(run, "FAILED"), run -> endsSo(run, "CANCELLED"));
            case STALE_EFFECT ->
                List.of(
                        run -> run.effects.get(0).put("fence", "8 1"),
                        run -> run.effects.get(0).put("fence", "6 1"),
                        run -> run.effects.get(0).put("fence", "enoent"));
            case FENCE_BACK ->
                List.of(
                        run -> run.samples.add(line(600, "kind", "fence", "ip", "a", "fence", "7 1")),
                        run -> run.samples.add(line(600, "kind", "fence", "ip", "a", "fence", "6 9")));
            case MIXED_TREE ->
                List.of(
                        run -> run.samples.add(line(600, "kind", "tree", "ip", "c", "first", "2.0.0", "last", "2.0.1")),
                        run -> run.samples.add(line(600, "kind", "tree", "ip", "c", "unreadable", "gone")));
            case ORDER ->
                List.of(
                        run -> run.receipts.add(3, run.receipts.remove(4)), // final before an IP
                        run -> run.receipts.add(0, run.receipts.remove(1)), // started before pushed
                        run -> { // started came when pushed had come, but had not been taken
                            run.receipts.get(0).put("answer", "500");
                            run.receipts.add(receipt("pushed", "", "{}"));
                        });
            case MISSING_CALLBACK ->
                List.of(
                        run -> run.receipts.get(4).put("answer", "500"),
                        run -> run.receipts.remove(4),
                        run -> run.receipts.remove(3));
            case MANY_FINALS ->
                List.of(run ->
                        run.receipts.add(receipt("final", ":again", "{\"succeeded\":2,\"failed\":0,\"unknown\":0}")));
            case DIFFERING_BYTES -> List.of(run -> run.receipts.add(receipt("pushed", "", "{\"other\":true}")));
            case BAD_SIGNATURE ->
                List.of(
                        run -> run.receipts.get(1).put("signature", "v1,AAAA"),
                        run -> run.receipts.get(1).put("signature", ""),
                        run -> run.receipts.get(1).put("t", 400_000_000L));
            case CONTRADICTION ->
                List.of(
                        run -> run.receipts.set(2, receipt("ip", ":a", told("a", false))),
                        run -> run.receipts.set(
                                4, receipt("final", "", "{\"succeeded\":1,\"failed\":1,\"unknown\":0}")));
            case DEAD_LETTER -> List.of(run -> run.finals.get(1).put("dead", 1));
            case NOT_REACHED ->
                List.of(
                        run -> run.faults.add(crashCase(false, true)),
                        run -> run.faults.addAll(
                                List.of(line(90, "fault", "CASES", "planned", 2), crashCase(true, true))));
            case NOTHING_SHOWN -> List.of(run -> run.faults.clear(), run -> run.samples.remove(run.samples.size() - 1));
        };
    }

    private static void endsSo(WrittenRun run, String state) {
        run.targets().set(1, target("b", state, 1));
        run.receipts.set(3, receipt("ip", ":b", told("b", false)));
        run.receipts.set(4, receipt("final", "", "{\"succeeded\":1,\"failed\":1,\"unknown\":0}"));
        moreSucceed(run);
    }

    /** So that one host that did not succeed is no longer half of them all. */
    private static void moreSucceed(WrittenRun run) {
        run.client.get(0).put("ips", List.of("a", "b", "d"));
        run.targets().add(target("d", "SUCCEEDED", 1));
        run.effects.add(line(320, "ip", "d", "job", 1, "fence", "7 1"));
        run.receipts.add(4, receipt("ip", ":d", told("d", true)));
        run.receipts.set(5, receipt("final", "", "{\"succeeded\":2,\"failed\":1,\"unknown\":0}"));
    }

    private static Map<String, Object> crashCase(boolean reached, boolean over) {
        return line(
                500, "fault", "CASE", "point", "K5", "action", "HALT", "job", JOB, "reached", reached, "over", over);
    }

    @Test
    void caseOfWhichNothingWrongIsFoundHasPassed() {
        WrittenRun written = new WrittenRun();
        written.faults.add(crashCase(true, true));
        Run good = written.run();
        written.effects.add(line(500, "ip", "a", "job", 1, "fence", "7 3"));
        Run bad = written.run();

        assertThat(CrashPointRule.passed(good, Checker.check(good))).containsEntry("all", "1 of 1");
        assertThat(CrashPointRule.passed(bad, Checker.check(bad))).containsEntry("HALT", "0 of 1");
        assertThat(CrashPointRule.failed(bad, Checker.check(bad))).containsExactly("K5-HALT [DUPLICATE_EFFECT]");
    }

    @Test
    void productThatWasBuiltWrongIsNamedWithWhatWasFoundOfIt() {
        WrittenRun written = new WrittenRun();
        Map<String, Object> one = crashCase(true, true);
        one.put("mutant", "fresh-id");
        written.faults.add(one);
        Run missed = written.run();
        written.receipts.add(receipt("final", ":again", "{\"succeeded\":2,\"failed\":0,\"unknown\":0}"));
        Run caught = written.run();

        assertThat(CrashPointRule.mutants(missed, Checker.check(missed))).containsEntry("fresh-id", "nothing");
        assertThat(CrashPointRule.mutants(caught, Checker.check(caught))).containsEntry("fresh-id", "MANY_FINALS");
    }

    @Test
    void goodRunIsAccepted() {
        Findings findings = Checker.check(new WrittenRun().run());

        assertThat(Stream.of(Goal.values()).flatMap(goal -> findings.of(goal).stream()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> wrongHistoryIsRefused() {
        return Arrays.stream(Goal.values())
                .map(goal -> DynamicTest.dynamicTest(goal.name(), () -> {
                    for (Consumer<WrittenRun> change : wrong(goal)) {
                        WrittenRun written = new WrittenRun();
                        change.accept(written);
                        Findings findings = Checker.check(written.run());
                        assertThat(Arrays.stream(Goal.values())
                                        .filter(one -> !findings.of(one).isEmpty()))
                                .containsExactly(goal);
                    }
                }));
    }

    @Test
    void hostThatIsRetriedMayEndAgain() {
        assertThat(Checker.check(WrittenRun.retried().run()).none()).isTrue();
    }

    @Test
    void jobThatIsCancelledBeforeItsFilesArePushedNeedNotSayThatTheyWere() {
        WrittenRun written = new WrittenRun();
        written.client.add(line(130, "op", "act", "act", "cancel", "phase", "invoke", "job", JOB));
        written.receipts.remove(0);

        assertThat(Checker.check(written.run()).none()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> retryExcusesNothingElse() {
        Map<Goal, Consumer<WrittenRun>> wrong = Map.of(
                Goal.TWO_ENDS, // a host that the retry is not about
                run -> run.samples.add(line(800, "kind", "target", "job", JOB, "key", "a", "state", "RUNNING")),
                Goal.DUPLICATE_EFFECT,
                run -> run.effects.add(line(800, "ip", "b", "job", 1, "fence", "7 3")),
                Goal.MISSING_CALLBACK,
                run -> run.receipts.remove(run.receipts.size() - 1),
                Goal.ORDER,
                run -> run.receipts.add(run.receipts.remove(run.receipts.size() - 2)),
                Goal.MANY_FINALS,
                run -> run.receipts.add(receipt(2, "final", ":other", "{\"succeeded\":2,\"failed\":0,\"unknown\":0}")),
                Goal.CONTRADICTION,
                run -> run.receipts.set(run.receipts.size() - 2, receipt(2, "ip", ":b", told("b", false))));
        return wrong.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey().name(), () -> {
                    WrittenRun written = WrittenRun.retried();
                    one.getValue().accept(written);
                    Findings findings = Checker.check(written.run());
                    assertThat(Arrays.stream(Goal.values())
                                    .filter(goal -> !findings.of(goal).isEmpty()))
                            .containsExactly(one.getKey());
                }));
    }

    @Test
    void requestThatNobodyAnsweredMayBeUnknown() {
        WrittenRun written = new WrittenRun();
        written.client.add(line(500, "op", "invoke", "job", "j2", "ips", List.of("a")));
        written.client.add(line(510, "op", "unknown", "job", "j2"));
        written.finals.add(line(900, "kind", "job", "job", "j2", "status", 404));

        assertThat(Checker.check(written.run()).none()).isTrue();
    }

    @Test
    void timeUntilHandedOutAgainIsFromTheKillToTheNextAttempt() {
        Map<String, Map<String, Long>> times = new Times(new WrittenRun().run()).all();

        assertThat(times.get("worker_killed_to_handed_out_again"))
                .containsEntry("n", 1L)
                .containsEntry("p99", 80L);
        assertThat(times.get("worker_alone_killed_to_handed_out_again")).containsEntry("n", 1L);
        assertThat(times.get("accepted")).containsEntry("p50", 20L);
    }

    @Test
    void timeInWhichSomethingElseWasBrokenIsToldApart() {
        WrittenRun written = new WrittenRun();
        written.faults.add(line(220, "fault", "KILL_STORE", "what", "store", "phase", "begin"));
        written.faults.add(line(230, "fault", "KILL_STORE", "what", "store", "phase", "end"));
        Map<String, Map<String, Long>> times = new Times(written.run()).all();

        assertThat(times).containsKey("worker_killed_to_handed_out_again");
        assertThat(times).doesNotContainKey("worker_alone_killed_to_handed_out_again");
    }

    @Test
    void finalOfAJobThatEndedWhileTheCmdbWasAwayIsMeasuredFromItsReturn() {
        WrittenRun written = new WrittenRun();
        written.faults.add(line(335, "fault", "CMDB_AWAY", "what", "cmdb", "phase", "begin"));
        written.samples.add(line(345, "kind", "job", "job", WrittenRun.JOB, "state", "SUCCEEDED"));
        written.faults.add(line(360, "fault", "CMDB_AWAY", "what", "cmdb", "phase", "end"));
        Map<String, Map<String, Long>> times = new Times(written.run()).all();

        assertThat(times.get("cmdb_back_to_final_taken")).containsEntry("n", 1L).containsEntry("max", 40L);
    }

    @Test
    void timeThatIsTooLongIsSaidAndOneThatWasNotMeasuredToo() {
        assertThat(TimeGoal.judge(Map.of("leader_killed_to_next_leader", Map.of("n", 3L, "max", 15_001L))))
                .contains("leader_killed_to_next_leader: NOT REACHED, max 15001 ms of n 3, at most 15000 ms")
                .contains("cmdb_back_to_final_taken: not measured, max should be at most 600000 ms");
        assertThat(TimeGoal.judge(Map.of("leader_killed_to_next_leader", Map.of("n", 3L, "max", 15_000L))))
                .contains("leader_killed_to_next_leader: reached, max 15000 ms of n 3, at most 15000 ms");
    }

    @Test
    void runOnTheEmbeddedStoreSaysThatNothingIsShownOfAMongoDb() {
        WrittenRun written = new WrittenRun();
        written.faults.add(line(335, "fault", "NOT_RUN", "what", "DISK_FULL", "why", "no right to mount"));

        assertThat(NotRun.of(written.run()))
                .containsExactly(
                        "KILL_STORE, CUT_STORE, TEAR_STORE of a MongoDB: the store of this run is the embedded one",
                        "DISK_FULL: no right to mount");
    }
}
