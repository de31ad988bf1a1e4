package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.plan.JobActions;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.plan.NotAllowedNowException;
import io.slipway.dispatcher.plan.RetryChoice;
import io.slipway.dispatcher.plan.WaveActions;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Rollout.Reason;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.store.WavePlan.Between;
import io.slipway.dispatcher.store.WavePlan.Wave;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in waves through a real RabbitMQ, with workers of the real runtime. */
@Tag("slow")
class WavesLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String CANARY = ip(3);

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private ScriptedWorker worker;
    private volatile ScriptedWorker.Script script = this::work;

    @BeforeAll
    static void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        slipway = new Installation(rabbit, cmdb, Map.of());
    }

    @AfterAll
    static void stopPeers() {
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @BeforeEach
    void startWorker() {
        worker = new ScriptedWorker(
                Installation.broker(rabbit), 8, "200ms", (order, context) -> script.play(order, context));
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void hostsBeginInTheOrderOfTheirWaves() {
        String id = accept(1, Between.CONTINUE, 0);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(begun).containsExactly(CANARY, ip(1), ip(2), ip(4), ip(5));
    }

    @Test
    void noMoreHostsThanAllowedAreAtWorkTogether() {
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        script = (order, context) -> {
            if (order instanceof ApplyUpdate apply && !apply.ip().equals(CANARY)) {
                most.accumulateAndGet(together.incrementAndGet(), Math::max);
                two.countDown();
                two.await();
                Outcome outcome = work(order, context);
                together.decrementAndGet();
                return outcome;
            }
            return work(order, context);
        };
        String id = accept(2, Between.CONTINUE, 0);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(most).hasValue(2);
    }

    @Test
    void aFailingCanaryStopsBeforeTheNextHostBegins() {
        broken.add(CANARY);
        String id = accept(8, Between.CONTINUE, 0);

        Job job = awaitPaused(id, Reason.FAILURES);

        assertThat(begun).containsExactly(CANARY);
        assertThat(states(id))
                .containsEntry(CANARY, TargetState.FAILED)
                .containsEntry(ip(1), TargetState.HELD)
                .containsEntry(ip(5), TargetState.HELD);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(job.rollout()).pause())
                        .wave())
                .as("the wave that failed")
                .isEqualTo(1);
        actions().cancel(id, "test");
        assertThat(awaitOver(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(begun).containsExactly(CANARY);
        assertThat(states(id)).containsEntry(ip(1), TargetState.CANCELLED);
    }

    @Test
    void aBudgetOfOneLetsOneHostFail() {
        broken.add(CANARY);
        String id = accept(1, Between.CONTINUE, 1);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(begun).hasSize(5);
    }

    @Test
    void aResumeGoesOnWithTheFailuresThatWereSeen() {
        broken.add(CANARY);
        String id = accept(1, Between.CONTINUE, 0);
        Job job = awaitPaused(id, Reason.FAILURES);

        assertThat(waves().resuming(job).ips()).containsExactly(ip(1), ip(2));
        waves().resume(id);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(begun).containsExactly(CANARY, ip(1), ip(2), ip(4), ip(5));
    }

    @Test
    void theNextWaveWaitsUntilItIsConfirmed() {
        String id = accept(8, Between.CONFIRM, 0);

        awaitPaused(id, Reason.CONFIRM);
        assertThat(begun).containsExactly(CANARY);
        waves().resume(id);
        awaitPaused(id, Reason.CONFIRM);
        assertThat(begun).containsExactlyInAnyOrder(CANARY, ip(1), ip(2));
        waves().resume(id);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aPauseBetweenTwoWavesEndsByItself() {
        String id = accept(8, Between.PAUSE, 0);

        awaitPaused(id, Reason.WAIT);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(begun).hasSize(5);
    }

    @Test
    void aPersonsPauseLetsThoseAtWorkGoOnAndBeginsNoOther() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        script = (order, context) -> {
            if (order instanceof ApplyUpdate apply && apply.ip().equals(ip(1))) {
                atWork.countDown();
                goOn.await();
            }
            return work(order, context);
        };
        String id = accept(1, Between.CONTINUE, 0);
        atWork.await();

        assertThat(waves().pausing(slipway.job(id)).ips()).containsExactly(ip(2), ip(4), ip(5));
        waves().pause(id, "test");
        goOn.countDown();
        await().atMost(LIMIT).until(() -> states(id).get(ip(1)) == TargetState.SUCCEEDED);

        assertThat(slipway.job(id).state()).isEqualTo(JobState.PAUSED);
        assertThat(begun).containsExactly(CANARY, ip(1));
        waves().resume(id);
        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSkippedWaveIsLeftOutAndARetryTakesItUpAgain() {
        String id = accept(8, Between.CONFIRM, 0);
        Job job = awaitPaused(id, Reason.CONFIRM);

        assertThat(waves().skipping(job, 2).ips()).containsExactly(ip(1), ip(2));
        waves().skip(id, 2, "test");
        waves().resume(id);
        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(begun).containsExactlyInAnyOrder(CANARY, ip(4), ip(5));
        assertThatThrownBy(() -> waves().skip(id, 2, "test")).isInstanceOf(NotAllowedNowException.class);

        actions().retry(id, "test");
        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(begun.subList(3, 5)).containsExactlyInAnyOrder(ip(1), ip(2));
    }

    @Test
    void aRetryWhilePausedRepeatsOnlyTheHostsThatFailedAndTellsTheCmdbAnew() {
        broken.add(CANARY);
        String id = accept(8, Between.CONTINUE, 0);
        Job job = awaitPaused(id, Reason.FAILURES);
        broken.clear();

        assertThat(waves().repeating(job, RetryChoice.ALL).ips()).containsExactly(CANARY);
        waves().retryFailed(id, "test", RetryChoice.ALL);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(begun.subList(0, 2)).containsExactly(CANARY, CANARY);
        assertThat(begun).hasSize(6);
        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final:r2"));
        assertThat(Installation.ids(cmdb.receiptsOf(id))).contains(id + ":ip:" + CANARY, id + ":ip:" + CANARY + ":r2");
    }

    @Test
    void hostsOfAPausedJobThatARetryLeavesOutStayFailedAndDoNotPauseItAgain() {
        broken.addAll(Set.of(ip(1), ip(2)));
        String id = accept(8, Between.CONTINUE, 1);
        Job job = awaitPaused(id, Reason.FAILURES);
        broken.clear();
        RetryChoice one = new RetryChoice(Set.of(ip(1)), null);

        assertThat(waves().repeating(job, one).ips()).containsExactly(ip(1));
        waves().retryFailed(id, "test", one);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(states(id).entrySet())
                .filteredOn(state -> state.getValue() != TargetState.SUCCEEDED)
                .extracting(Map.Entry::getKey)
                .containsExactly(ip(2));
        assertThat(begun).filteredOn(ip(2)::equals).hasSize(1);
    }

    @Test
    void aRetryOfSomeHostsAfterTheEndGoesThroughTheirWavesAlone() {
        broken.addAll(Set.of(ip(1), ip(4)));
        String id = accept(8, Between.CONTINUE, 5);
        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        broken.clear();
        begun.clear();

        actions().retry(id, "test", new RetryChoice(Set.of(ip(4)), null));

        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(begun).containsExactly(ip(4));
        assertThat(states(id)).containsEntry(ip(1), TargetState.FAILED).containsEntry(ip(4), TargetState.SUCCEEDED);
    }

    @Test
    void aDispatcherThatDiesBetweenTwoWavesGoesOnWhereItStood() {
        String id = accept(8, Between.CONFIRM, 0);
        awaitPaused(id, Reason.CONFIRM);

        slipway.stopDispatcher();
        slipway.startDispatcher();
        assertThat(slipway.job(id).state()).isEqualTo(JobState.PAUSED);
        waves().resume(id);
        awaitPaused(id, Reason.CONFIRM);
        slipway.stopDispatcher();
        slipway.startDispatcher();
        waves().resume(id);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(begun).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aJobWithoutWavesCannotBePaused() {
        String id = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(id, 1));

        assertThatThrownBy(() -> waves().pause(id, "test"))
                .isInstanceOf(NotAllowedNowException.class)
                .hasMessageContaining("no waves");
        awaitOver(id);
    }

    /** Five hosts: a canary, then two, then two. */
    private static String accept(int parallel, Between between, int maxFailures) {
        String uuid = Installation.newUuid();
        NewJob plain = Installation.hotUpdate(uuid, 5);
        WavePlan plan = new WavePlan(
                List.of(
                        new Wave(1, "canary", List.of(CANARY)),
                        new Wave(2, "wave 2", List.of(ip(1), ip(2))),
                        new Wave(3, "wave 3", List.of(ip(4), ip(5)))),
                parallel,
                between,
                between == Between.PAUSE ? 1 : 0,
                maxFailures);
        slipway.bean(JobIntake.class)
                .accept(new NewJob(
                        plain.kind(),
                        plain.project(),
                        plain.area(),
                        plain.version(),
                        plain.createdBy(),
                        plain.inputs().inWaves(plan)));
        return uuid;
    }

    private static String ip(int number) {
        return "127.0.1." + number;
    }

    private static WaveActions waves() {
        return slipway.bean(WaveActions.class);
    }

    private static JobActions actions() {
        return slipway.bean(JobActions.class);
    }

    private static Map<String, TargetState> states(String id) {
        return slipway.targets(id, StepKind.APPLY).stream().collect(Collectors.toMap(Target::key, Target::state));
    }

    private static Job awaitPaused(String id, Reason reason) {
        await(id).atMost(LIMIT).untilAsserted(() -> assertThat(reasons(slipway.job(id)))
                .containsExactly(reason));
        return slipway.job(id);
    }

    private static List<Reason> reasons(Job job) {
        List<Reason> reasons = new ArrayList<>();
        if (job.state() == JobState.PAUSED
                && job.rollout() != null
                && job.rollout().pause() != null) {
            reasons.add(job.rollout().pause().reason());
        }
        return reasons;
    }

    private static Job awaitOver(String id) {
        await(id).atMost(LIMIT).untilAsserted(() -> assertThat(slipway.job(id).settled())
                .as(() -> slipway.job(id) + " " + states(id))
                .isTrue());
        return slipway.job(id);
    }

    private Outcome work(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof PullFiles) {
            context.filesListed(0, List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64))));
        }
        if (order instanceof ApplyUpdate apply) {
            begun.add(apply.ip());
            if (broken.contains(apply.ip())) {
                return Outcome.failed(Failure.of(FailureCode.UNREACHABLE, "refused"));
            }
            return Outcome.succeeded(1, 1)
                    .withServers(apply.servers().stream()
                            .collect(Collectors.toMap(
                                    GameServer::name,
                                    server -> new ServerResult(new Part("更新成功", true), new Part("执行成功", true)))));
        }
        return Outcome.succeeded(1, 1);
    }
}
