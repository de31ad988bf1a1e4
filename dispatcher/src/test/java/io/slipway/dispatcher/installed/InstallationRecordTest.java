package io.slipway.dispatcher.installed;

import static io.slipway.dispatcher.installed.EndedJobs.IP;
import static io.slipway.dispatcher.installed.EndedJobs.NOTHING;
import static io.slipway.dispatcher.installed.EndedJobs.compared;
import static io.slipway.dispatcher.installed.EndedJobs.failed;
import static io.slipway.dispatcher.installed.EndedJobs.ok;
import static io.slipway.dispatcher.installed.EndedJobs.on;
import static io.slipway.dispatcher.installed.EndedJobs.results;
import static io.slipway.dispatcher.installed.EndedJobs.treeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.ServiceAction;
import io.slipway.dispatcher.installed.EndedJobs.Ended;
import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.DesiredVersionStore;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the record says after jobs ended, told once, twice, late and by two dispatchers. */
class InstallationRecordTest {
    private final PrivateStore store = new PrivateStore();
    private final JobStore jobs = new JobStore(store.database());
    private final EndedJobs ended = new EndedJobs(jobs);
    private final InstallationRecord record = newRecord();

    private InstallationRecord newRecord() {
        return new InstallationRecord(
                new InstallationStore(store.database()),
                jobs,
                new TargetStore(store.database()),
                store.projects(),
                store.gameServers(),
                new DesiredVersions(new DesiredVersionStore(store.database()), Clock.systemUTC()));
    }

    @BeforeEach
    void project() {
        store.projects().put(project(null));
    }

    private static Project project(@Nullable Boolean survive) {
        return new Project("ssss", "三生三世", List.of(), List.of(), 60, null, null, survive, null, null);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aReleaseIsTheBaseAndTheOneBeforeAnEarlierOne() {
        tell(release("v1"));
        tell(release("v2"));

        Installation now = of("qq_1");
        assertThat(base(now)).isEqualTo("v2");
        assertThat(now.base()).isNotNull().satisfies(base -> {
            assertThat(base.appType()).isEqualTo("GameServer");
            assertThat(base.tree()).isEqualTo(treeOf("v2"));
            assertThat(base.at()).isEqualTo(EndedJobs.BEGIN);
            assertThat(base.ranBefore()).isTrue();
        });
        assertThat(now.earlier()).extracting(base -> base.version().version()).containsExactly("v1");
        assertThat(now.held()).containsExactly(treeOf("v2"), "older");
    }

    @Test
    void atMostTenEarlierBasesAreKept() {
        for (int i = 0; i < 14; i++) {
            tell(release("v" + i));
        }

        assertThat(of("qq_1").earlier()).hasSize(10);
        assertThat(of("qq_1").earlier().get(0).version().version()).isEqualTo("v12");
    }

    @Test
    void whatLiesThereCountsAlsoWhereTheReleaseFailedAfterwards() {
        tell(release("v1"));
        tell(ended.release(
                "v2",
                Purpose.RELEASE,
                results("qq_1", on(treeOf("v2"), true, false), "qq_2", on(treeOf("v1"), false, false)),
                TargetState.FAILED));

        assertThat(base(of("qq_1"))).isEqualTo("v2");
        assertThat(find("qq_2"))
                .isNotNull()
                .extracting(Installation::base)
                .isNull(); // v1's tree was never of its record
    }

    @Test
    void aReleaseThatFailedBeforeTheSwitchChangesNothing() {
        tell(release("v1"));
        tell(hot("p1"));
        tell(ended.release("v2", Purpose.RELEASE, results("qq_1", on(treeOf("v1"), false, false)), TargetState.FAILED));

        assertThat(base(of("qq_1"))).isEqualTo("v1");
        assertThat(of("qq_1").earlier()).isEmpty();
        assertThat(active()).containsExactly("p1");
    }

    @Test
    void aSwitchBackIsANewBase() {
        tell(release("v1"));
        tell(release("v2"));
        tell(ended.release(
                "v1", Purpose.ROLLBACK, results("qq_1", on(treeOf("v1"), true, true)), TargetState.SUCCEEDED));

        assertThat(base(of("qq_1"))).isEqualTo("v1");
        assertThat(of("qq_1").earlier())
                .extracting(base -> base.version().version())
                .containsExactly("v2", "v1");
    }

    @Test
    void aHostThatIsBackOnAnEarlierTreeStandsOnThatVersion() {
        tell(release("v1"));
        tell(release("v2"));
        tell(ended.release("v3", Purpose.RELEASE, results("qq_1", on(treeOf("v1"), false, false)), TargetState.FAILED));

        assertThat(base(of("qq_1"))).isEqualTo("v1");
    }

    @Test
    void aReleaseNobodySawTheEndOfIsNotedAndClearedByTheNextLook() {
        tell(release("v1"));
        Ended lost = ended.release("v2", Purpose.RELEASE, results("qq_1", NOTHING), TargetState.UNKNOWN);
        tell(lost);

        assertThat(of("qq_1").unsureList()).hasSize(1);
        assertThat(base(of("qq_1"))).isEqualTo("v1");

        tell(lost.again(results("qq_1", on(treeOf("v2"), false, true)), TargetState.SUCCEEDED));

        assertThat(of("qq_1").unsureList()).isEmpty();
        assertThat(base(of("qq_1"))).isEqualTo("v2");
    }

    @Test
    void hotUpdatesAreAStackAndARetryAddsNone() {
        tell(release("v1"));
        Ended first = hot("p1");
        tell(first);
        tell(hot("p2"));
        tell(first.again(results("qq_1", ok()), TargetState.SUCCEEDED));

        assertThat(active()).containsExactly("p1", "p2");
        assertThat(of("qq_1").patches().get(0).at()).isEqualTo(first.at().plusSeconds(20));
        assertThat(of("qq_1").patches()).allMatch(patch -> treeOf("v1").equals(patch.tree()));
    }

    @Test
    void aServerThatWasNeverReleasedHasPatchesOverNothing() {
        tell(hot("p1"));

        assertThat(of("qq_1").base()).isNull();
        assertThat(active()).containsExactly("p1");
    }

    @Test
    void onlyTheFilesDecideWhetherAPatchIsThere() {
        tell(ended.hotUpdate(
                "p1",
                results(
                        "qq_1", new ServerResult(new Part("ok", true), new Part("erl failed", false)),
                        "qq_2", ServerResult.notUpdated(),
                        "qq_3", failed("other")),
                TargetState.FAILED));

        assertThat(active()).containsExactly("p1");
        assertThat(find("qq_2")).isNull();
        assertThat(find("qq_3")).isNull();
    }

    @Test
    void aPatchOfUnknownEndIsNotedAndNotOnTheStack() {
        Ended unknown = ended.hotUpdate(
                "p1", results("qq_1", NOTHING, "qq_2", ServerResult.notUpdated(), "qq_3", ok()), TargetState.UNKNOWN);
        tell(unknown);

        assertThat(of("qq_1").patches()).isEmpty();
        assertThat(of("qq_1").unsureList()).hasSize(1);
        assertThat(find("qq_2")).isNull();
        assertThat(of("qq_3").patches()).hasSize(1);

        tell(unknown.again(results("qq_1", ok(), "qq_3", ok()), TargetState.SUCCEEDED));

        assertThat(of("qq_1").unsureList()).isEmpty();
        assertThat(active()).containsExactly("p1");
    }

    @Test
    void aRestartLosesWhatWasLoadedAndAReleaseWhatWasLaidOver() {
        tell(release("v1"));
        tell(hot("p1"));
        Ended restart = ended.service(ServiceAction.RESTART, results("qq_1", ok()));
        tell(restart);
        tell(hot("p2"));

        assertThat(active()).containsExactly("p2");
        assertThat(lost("p1").why()).isEqualTo(Why.RESTART);
        assertThat(lost("p1").at()).isEqualTo(restart.at());
        assertThat(lost("p1").jobId()).isEqualTo(restart.job().id());

        tell(release("v2"));

        assertThat(active()).isEmpty();
        assertThat(lost("p1").why()).isEqualTo(Why.RELEASE); // its files are gone as well now
        assertThat(lost("p2").why()).isEqualTo(Why.RELEASE);
    }

    @Test
    void aRestartThatFailedAndAStartThatFoundItRunningLoseNothing() {
        tell(hot("p1"));
        tell(ended.service(ServiceAction.RESTART, results("qq_1", failed("no"))));
        tell(ended.service(
                ServiceAction.START,
                results(
                        "qq_1",
                        new ServerResult(
                                new Part(ServerResult.ALREADY_RUNNING + " (pid 7)", true), new Part("", true)))));

        assertThat(active()).containsExactly("p1");
    }

    @Test
    void patchesSurviveRestartsWhereTheProjectSaysSo() {
        store.projects().put(project(true));
        tell(hot("p1"));
        tell(ended.service(ServiceAction.RESTART, results("qq_1", ok())));

        assertThat(active()).containsExactly("p1");
    }

    @Test
    void namesThatShareAProcessLoseTheirPatchesTogether() {
        assertThat(store.gameServers()
                        .replace(
                                store.gameServers().of("ssss"),
                                List.of(server("qq_1", "game"), server("qq_2", "game:game"), server("qq_3", "other"))))
                .isTrue();
        tell(ended.hotUpdate("p1", results("qq_1", ok(), "qq_2", ok(), "qq_3", ok()), TargetState.SUCCEEDED));
        tell(ended.service(ServiceAction.RESTART, results("qq_1", ok())));

        assertThat(of("qq_1").patches()).allMatch(patch -> patch.lost() != null);
        assertThat(of("qq_2").patches()).allMatch(patch -> patch.lost() != null);
        assertThat(of("qq_3").patches()).allMatch(patch -> patch.lost() == null);
    }

    @Test
    void aReleaseThatSwitchedNothingRestartedTheProcess() {
        tell(release("v1"));
        tell(hot("p1"));
        tell(ended.release(
                "v1",
                Purpose.CONVERGE,
                ProcessesAfter.UNTOUCHED,
                results("qq_1", on(treeOf("v1"), false, true)),
                TargetState.SUCCEEDED));
        assertThat(active()).containsExactly("p1");

        tell(ended.release(
                "v1", Purpose.CONVERGE, results("qq_1", on(treeOf("v1"), false, true)), TargetState.SUCCEEDED));

        assertThat(lost("p1").why()).isEqualTo(Why.RESTART);
        assertThat(of("qq_1").earlier()).isEmpty();
    }

    @Test
    void whatIsPutBackKeepsItsPlace() {
        tell(release("v1"));
        Ended first = hot("p1");
        tell(first);
        tell(hot("p2"));
        tell(ended.service(ServiceAction.STOP, results("qq_1", ok())));
        Ended back = ended.sameHotUpdate(first, "again-1", results("qq_1", ok()));
        tell(back);

        assertThat(of("qq_1").patches()).extracting(Patch::jobId).containsExactly("p1", "p2");
        assertThat(active()).containsExactly("p1");
        assertThat(of("qq_1").patches().get(0).at()).isEqualTo(back.at());
    }

    @Test
    void lostPatchesAreBoundedAndThoseThatWorkAreNot() {
        for (int i = 0; i < 120; i++) {
            tell(hot("p" + i));
        }
        assertThat(active()).hasSize(120);

        tell(ended.service(ServiceAction.RESTART, results("qq_1", ok())));
        tell(hot("last"));

        assertThat(of("qq_1").patches()).hasSize(NextInstallation.MOST_LOST + 1);
        assertThat(of("qq_1").patches().get(0).jobId()).isEqualTo("p20");
    }

    @Test
    void anythingToldAgainAtAnyTimeChangesNothing() {
        List<Ended> story = new ArrayList<>();
        story.add(release("v1"));
        Ended patch = hot("p1");
        story.add(patch);
        story.add(ended.service(ServiceAction.RESTART, results("qq_1", ok())));
        story.add(hot("p2"));
        story.add(ended.sameHotUpdate(patch, "again-1", results("qq_1", ok())));
        story.add(ended.hotUpdate("p3", results("qq_1", NOTHING), TargetState.UNKNOWN));
        story.add(release("v2"));
        story.add(hot("p4"));
        story.add(ended.drift(treeOf("v2"), results("qq_1", compared(3))));
        Ended tried = ended.hotUpdate("p5", results("qq_1", failed("no")), TargetState.FAILED);
        story.add(tried);
        story.add(tried.again(results("qq_1", ok()), TargetState.SUCCEEDED));
        Random random = new Random(7);
        for (int i = 0; i < story.size(); i++) {
            tell(story.get(i));
            Installation now = of("qq_1");
            for (int again = 0; again < 12; again++) {
                Ended any = story.get(random.nextInt(i + 1));
                if (again % 2 == 0) {
                    tell(any);
                } else {
                    newRecord().settled(any.job(), List.of(any.target()));
                }
                assertThat(of("qq_1")).as("step %d, told %s", i, any.job().id()).isEqualTo(now);
            }
        }
        assertThat(base(of("qq_1"))).isEqualTo("v2");
        assertThat(active()).containsExactly("p4", "p5");
    }

    @Test
    void anOlderAttemptThatIsToldLateChangesNothing() {
        Ended first = ended.hotUpdate("p1", results("qq_1", NOTHING), TargetState.UNKNOWN);
        Ended second = first.again(results("qq_1", ok()), TargetState.SUCCEEDED);
        tell(second);
        tell(first);

        assertThat(of("qq_1").unsureList()).isEmpty();
        assertThat(active()).containsExactly("p1");
    }

    @Test
    void whatACrashKeptFromTheRecordIsThereOnceTheJobHasSettled() {
        tell(release("v1"));
        Ended patch = ended.hotUpdate("p1", results("qq_1", ok(), "qq_2", ok()), TargetState.SUCCEEDED);
        assertThat(of("qq_1").patches()).isEmpty(); // the target is stored, the record is not

        newRecord().settled(patch.job(), List.of(patch.target()));

        assertThat(active()).containsExactly("p1");
        assertThat(of("qq_2").patches()).hasSize(1);
    }

    @Test
    void aJobThatEndedBeforeItsFilesWereKnownSettlesAllTheSame() {
        settle(ended.hotUpdate("p1", results("qq_1", NOTHING), TargetState.SKIPPED)
                .withoutManifest());

        assertThat(find("qq_1")).isNull();
    }

    @Test
    void twoDispatchersThatTellTheSameAtOnceMakeOneRecord() throws Exception {
        InstallationRecord other = newRecord();
        tell(release("v1"));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 30; round++) {
                Ended patch = hot("p" + round);
                Ended more = hot("q" + round);
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> all = new ArrayList<>();
                for (InstallationRecord one : List.of(record, other)) {
                    for (Ended end : List.of(patch, more)) {
                        all.add(pool.submit(() -> {
                            start.await();
                            one.ended(end.job().head(), List.of(end.target()));
                            return null;
                        }));
                    }
                }
                start.countDown();
                for (Future<?> one : all) {
                    one.get();
                }
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(of("qq_1").patches()).hasSize(60);
        assertThat(of("qq_1").patches().stream().map(Patch::jobId).distinct()).hasSize(60);
    }

    @Test
    void aComparisonCountsOnlyForWhatItLookedAt() {
        tell(release("v1"));
        Ended old = ended.drift(treeOf("v1"), results("qq_1", compared(2)));
        tell(old);
        assertThat(of("qq_1").drift())
                .isNotNull()
                .extracting(Installation.Drift::differences)
                .isEqualTo(2L);

        tell(release("v2"));
        assertThat(of("qq_1").drift()).isNull();

        tell(ended.drift(treeOf("v1"), results("qq_1", compared(2))));
        assertThat(of("qq_1").drift()).isNull();
    }

    @Test
    void theNewestReleaseWithASuccessSaysWhatIsDesired() {
        assertThat(desired()).isNull();
        Ended first = release("v1");
        Ended second = release("v2");
        settle(second);
        settle(first); // late

        assertThat(desired()).isEqualTo("v2");

        settle(ended.release(
                "v3", Purpose.RELEASE, results("qq_1", on(treeOf("v2"), false, false)), TargetState.FAILED));
        settle(ended.release(
                "v4", Purpose.CONVERGE, results("qq_1", on(treeOf("v4"), true, true)), TargetState.SUCCEEDED));
        settle(release("v5").over(JobState.CANCELLED));
        assertThat(desired()).isEqualTo("v2");

        settle(ended.release(
                "v1", Purpose.ROLLBACK, results("qq_1", on(treeOf("v1"), true, true)), TargetState.SUCCEEDED));
        assertThat(desired()).isEqualTo("v1");
    }

    private @Nullable String desired() {
        return new DesiredVersionStore(store.database())
                .find(DesiredVersion.idOf("ssss", "大陆", "GameServer"))
                .map(DesiredVersion::version)
                .orElse(null);
    }

    private Ended release(String version) {
        return ended.release(
                version, Purpose.RELEASE, results("qq_1", on(treeOf(version), true, true)), TargetState.SUCCEEDED);
    }

    private Ended hot(String name) {
        return ended.hotUpdate(name, results("qq_1", ok()), TargetState.SUCCEEDED);
    }

    private void tell(Ended one) {
        record.ended(one.job().head(), List.of(one.target()));
    }

    private void settle(Ended one) {
        record.settled(one.job(), List.of(one.target()));
    }

    private Installation of(String server) {
        Installation found = find(server);
        assertThat(found).as(server).isNotNull();
        return Objects.requireNonNull(found);
    }

    private @Nullable Installation find(String server) {
        String id = Installation.idOf("ssss", IP, server);
        Map<String, Installation> found = new InstallationStore(store.database()).find(List.of(id));
        return found.get(id);
    }

    private List<String> active() {
        return of("qq_1").patches().stream()
                .filter(patch -> patch.lost() == null)
                .map(Patch::jobId)
                .toList();
    }

    private Installation.Lost lost(String jobId) {
        return Objects.requireNonNull(of("qq_1").patches().stream()
                .filter(patch -> patch.jobId().equals(jobId))
                .findFirst()
                .orElseThrow()
                .lost());
    }

    private static @Nullable String base(Installation one) {
        return one.base() == null ? null : one.base().version().version();
    }

    private static RegisteredServer server(String name, String process) {
        return new RegisteredServer("大陆", IP, name, name, null, process, null, null, "game", List.of(), null, 1);
    }
}
