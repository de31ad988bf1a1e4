package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.FilesListed;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.PushFiles;
import io.slipway.contract.RelayFiles;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.plan.IdempotencyMismatchException;
import io.slipway.dispatcher.plan.JobActions;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NotAllowedNowException;
import io.slipway.dispatcher.plan.RetryChoice;
import io.slipway.dispatcher.report.ReportHandler;
import io.slipway.dispatcher.schema.ContractSchemas;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a job through a real RabbitMQ, with workers of the real runtime. */
@Tag("slow")
class JobLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;

    private ScriptedWorker worker;
    private volatile ScriptedWorker.Script script = JobLifeTest::succeed;

    @BeforeAll
    static void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        slipway = new Installation(rabbit, cmdb, Map.of());
    }

    /** Whatever the tests above made the dispatcher say has the shape that the CMDB's developer was given. */
    @AfterAll
    static void everyCallbackHasItsPublishedShape() {
        cmdb.receipts()
                .forEach(receipt -> assertThat(ContractSchemas.problemsOfCallback(receipt.event(), receipt.body()))
                        .as(receipt.toString())
                        .isEmpty());
    }

    @AfterAll
    static void stopPeers() {
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @BeforeEach
    void startWorker() {
        cmdb.answerWith(receipt -> 200);
        worker = worker("200ms");
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void aHotUpdateRunsPullPushApplyAndTellsTheCmdbInOrder() {
        String id = accept(5);

        Job job = awaitOver(id);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(slipway.targets(id, StepKind.APPLY))
                .allMatch(target -> target.state() == TargetState.SUCCEEDED && target.attempt() == 1);
        List<String> events = awaitFinal(id).stream().map(Receipt::event).toList();
        assertThat(events).startsWith("pushed", "started").endsWith("final");
        assertThat(events.subList(2, events.size() - 1)).hasSize(5).containsOnly("ip");
    }

    @Test
    void filesThatGoOverARelayAreToldPushedOnceWhenTheManagersHaveThem() {
        List<WorkOrder> orders = new CopyOnWriteArrayList<>();
        AtomicBoolean early = new AtomicBoolean();
        script = (order, context) -> {
            orders.add(order);
            if (order instanceof RelayFiles) {
                early.set(cmdb.receipts().stream().anyMatch(receipt -> receipt.id()
                        .startsWith(order.header().jobId() + ":pushed")));
            }
            return succeed(order, context);
        };
        RsyncManager relay = new RsyncManager("127.0.0.9", 10023, "hot_backup", "relay_user", "/etc/y");
        String id = slipway.bean(JobIntake.class)
                .accept(Installation.relayed(Installation.newUuid(), relay))
                .job()
                .id();

        List<String> events = awaitFinal(id).stream().map(Receipt::event).toList();

        assertThat(events).containsExactly("pushed", "started", "ip", "final");
        assertThat(early).isFalse();
        assertThat(slipway.job(id).steps())
                .extracting(JobStep::kind)
                .containsExactly(StepKind.PULL, StepKind.PUSH, StepKind.RELAY, StepKind.APPLY);
        assertThat(orders)
                .filteredOn(order -> order instanceof PushFiles)
                .extracting(order -> ((PushFiles) order).manager())
                .containsExactly(relay);
        assertThat(orders)
                .filteredOn(order -> order instanceof RelayFiles)
                .extracting(order -> ((RelayFiles) order).manager().ip())
                .containsExactly("127.0.0.1");
    }

    @Test
    void filesThatDoNotGetPastTheRelayAreToldAsNotPushed() {
        script = (order, context) -> order instanceof RelayFiles
                ? Outcome.failed(Failure.of(FailureCode.UNREACHABLE, "refused"))
                : succeed(order, context);
        RsyncManager relay = new RsyncManager("127.0.0.9", 10023, "hot_backup", "relay_user", "/etc/y");
        String id = slipway.bean(JobIntake.class)
                .accept(Installation.relayed(Installation.newUuid(), relay))
                .job()
                .id();

        List<Receipt> receipts = awaitFinal(id);

        assertThat(slipway.job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(receipts)
                .filteredOn(receipt -> receipt.event().equals("pushed"))
                .hasSize(1);
        assertThat(slipway.targets(id, StepKind.APPLY))
                .allMatch(target -> target.attempt() == 0 || target.state() != TargetState.SUCCEEDED);
    }

    @Test
    void callbackBodiesAreTheSeedsExactJson() {
        script = (order, context) ->
                order instanceof ApplyUpdate apply && apply.ip().equals("127.0.1.2")
                        ? Outcome.failed(Failure.of(FailureCode.UNREACHABLE, "refused"))
                        : succeed(order, context);
        String id = accept(2);
        Map<String, String> bodies = awaitFinal(id).stream().collect(Collectors.toMap(Receipt::id, Receipt::body));

        assertThat(bodies.get(id + ":ip:127.0.1.1"))
                .isEqualTo("{\"ip\":{\"127.0.1.1\":{\"update_data\":{\"qq_0\":{\"data\":\"更新成功\",\"status\":true}},"
                        + "\"erl_data\":{\"qq_0\":{\"data\":\"执行成功\",\"status\":true}}}},\"uuid\":\"" + id
                        + "\",\"update_type\":\"hot_server\",\"version\":\"004200000\"}");
        assertThat(bodies.get(id + ":ip:127.0.1.2"))
                .isEqualTo("{\"ip\":{\"127.0.1.2\":{\"update_data\":{\"qq_1\":{\"data\":\"更新失败,不执行erl命令\","
                        + "\"status\":false}},\"erl_data\":{\"qq_1\":{\"data\":\"更新失败,不执行erl命令\",\"status\":false}}}},"
                        + "\"uuid\":\"" + id + "\",\"update_type\":\"hot_server\",\"version\":\"004200000\"}");
        assertThat(bodies.get(id + ":final"))
                .isEqualTo("{\"final_result\":true,\"final_data\":\"全部完成\",\"uuid\":\"" + id
                        + "\",\"update_type\":\"hot_server\",\"version\":\"004200000\",\"succeeded\":1,\"failed\":1,"
                        + "\"unknown\":0}");
        assertThat(slipway.job(id).state()).isEqualTo(JobState.PARTIAL);
    }

    @Test
    void theSameRequestAgainIsTheSameJobAndAnotherBodyIsRefused() {
        String uuid = Installation.newUuid();
        JobIntake intake = slipway.bean(JobIntake.class);

        JobIntake.Accepted first = intake.accept(Installation.hotUpdate(uuid, 1));
        JobIntake.Accepted again = intake.accept(Installation.hotUpdate(uuid, 1));

        assertThat(first.duplicate()).isFalse();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.job().seq()).isEqualTo(first.job().seq());
        assertThatThrownBy(() -> intake.accept(Installation.hotUpdate(uuid, 2)))
                .isInstanceOf(IdempotencyMismatchException.class);
        awaitOver(uuid);
        assertThat(slipway.targets(uuid, StepKind.APPLY)).hasSize(1);
    }

    @Test
    void aSnapshotPulledBeforeIsNotPulledAgain() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.filePull(uuid));
        assertThat(awaitOver("pull-" + uuid).state()).isEqualTo(JobState.SUCCEEDED);

        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(uuid, 1));

        Job job = awaitOver(uuid);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.step(StepKind.PULL).state()).isEqualTo(StepState.SKIPPED);
    }

    @Test
    void aChosenFileThatDiffersFromThePulledOneNeverLeavesTheReceiver() {
        Set<StepKind> seen = ConcurrentHashMap.newKeySet();
        script = (order, context) -> {
            seen.add(order.step());
            if (order instanceof PullFiles) {
                context.filesListed(0, List.of(new ManifestFile("a.txt", 1, "f".repeat(32), "0".repeat(64))));
                return Outcome.succeeded(1, 1);
            }
            return succeed(order, context);
        };
        String id = accept(2);

        Job job = awaitOver(id);

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.note()).startsWith("digest_mismatch");
        assertThat(seen).containsExactly(StepKind.PULL);
        assertThat(awaitFinal(id)).extracting(Receipt::event).containsExactly("pushed", "ip", "ip", "final");
    }

    @Test
    void aPullWhoseListComesAfterItsEndIsWaitedFor() {
        script = (order, context) -> order instanceof PullFiles ? Outcome.succeeded(1, 1) : succeed(order, context);
        String id = accept(1);
        await().atMost(LIMIT)
                .until(() -> slipway.targets(id, StepKind.PULL).get(0).state() == TargetState.SUCCEEDED);
        assertThat(slipway.job(id).step(StepKind.PULL).state()).isEqualTo(StepState.RUNNING);

        String pull = slipway.job(id).step(StepKind.PULL).targets().get(0);
        List<ManifestFile> files = List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64)));
        slipway.bean(ReportHandler.class).handle(List.of(new FilesListed(pull, 1, 0, files)));

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aRetryRepeatsOnlyWhatFailedAndKeepsTheSameInputs() {
        Set<String> applied = ConcurrentHashMap.newKeySet();
        script = (order, context) -> {
            if (order instanceof ApplyUpdate apply) {
                applied.add(apply.ip() + "#" + order.header().attempt());
                if (apply.ip().equals("127.0.1.2") && order.header().round() == 1) {
                    return Outcome.failed(Failure.of(FailureCode.UNREACHABLE, "refused"));
                }
            }
            return succeed(order, context);
        };
        String id = accept(3);
        assertThat(awaitOver(id).state()).isEqualTo(JobState.PARTIAL);
        String manifest = slipway.job(id).manifest();

        slipway.bean(JobActions.class).retry(id, "test");

        await().atMost(LIMIT).until(() -> slipway.job(id).state() == JobState.SUCCEEDED);
        assertThat(applied).containsExactlyInAnyOrder("127.0.1.1#1", "127.0.1.2#1", "127.0.1.2#2", "127.0.1.3#1");
        assertThat(slipway.job(id).manifest()).isEqualTo(manifest);
        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final:r2"));
        assertThat(cmdb.receiptsOf(id).stream().filter(receipt -> receipt.id().endsWith(":r2")))
                .extracting(Receipt::event)
                .containsExactly("started", "ip", "final");
        assertThatThrownBy(() -> slipway.bean(JobActions.class).retry(id, "test"))
                .isInstanceOf(NotAllowedNowException.class);
    }

    @Test
    void aRetryOfOneErrorLeavesTheOthersAsTheyAreAndTellsTheCmdbOfItsHostsAlone() {
        Set<String> applied = ConcurrentHashMap.newKeySet();
        script = (order, context) -> {
            if (order instanceof ApplyUpdate apply && !apply.ip().equals("127.0.1.1")) {
                applied.add(apply.ip() + "#" + order.header().round());
                if (order.header().round() == 1) {
                    FailureCode code = apply.ip().equals("127.0.1.2") ? FailureCode.DISK_FULL : FailureCode.UNREACHABLE;
                    return Outcome.failed(Failure.of(code, "refused"));
                }
            }
            return succeed(order, context);
        };
        String id = accept(4);
        awaitOver(id);
        JobActions actions = slipway.bean(JobActions.class);
        RetryChoice unreachable = new RetryChoice(null, Set.of("unreachable"));
        assertThat(actions.retrying(slipway.job(id), unreachable).ips()).containsExactly("127.0.1.3", "127.0.1.4");

        actions.retry(id, "test", unreachable);

        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final:r2"));
        assertThat(slipway.job(id).state()).isEqualTo(JobState.PARTIAL);
        assertThat(applied)
                .containsExactlyInAnyOrder("127.0.1.2#1", "127.0.1.3#1", "127.0.1.4#1", "127.0.1.3#2", "127.0.1.4#2");
        assertThat(Installation.ids(cmdb.receiptsOf(id)))
                .filteredOn(told -> told.endsWith(":r2"))
                .containsExactlyInAnyOrder(
                        id + ":started:r2", id + ":ip:127.0.1.3:r2", id + ":ip:127.0.1.4:r2", id + ":final:r2");

        actions.retry(id, "test", new RetryChoice(Set.of("127.0.1.2"), null));
        await().atMost(LIMIT).until(() -> slipway.job(id).state() == JobState.SUCCEEDED);
    }

    @Test
    void aCancelStartsNothingNewAndStopsWhatRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(8);
        Set<String> begun = ConcurrentHashMap.newKeySet();
        script = (order, context) -> {
            if (order instanceof ApplyUpdate apply) {
                begun.add(apply.ip());
                running.countDown();
                CountDownLatch stop = new CountDownLatch(1);
                context.cancellation().onRequest(stop::countDown);
                assertThat(stop.await(20, TimeUnit.SECONDS)).isTrue();
                return Outcome.stopped();
            }
            return succeed(order, context);
        };
        String id = accept(40);
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

        slipway.bean(JobActions.class).cancel(id, "test");

        assertThat(awaitOver(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(begun).hasSize(8);
        assertThat(slipway.targets(id, StepKind.APPLY)).allMatch(target -> target.state() == TargetState.CANCELLED);
        assertThat(awaitFinal(id)).last().satisfies(last -> assertThat(last.body())
                .contains("\"final_result\":false"));
        assertThat(slipway.bean(JobActions.class).cancel(id, "test").state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void theNextJobOfALocationWaitsForTheOneBeforeIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        script = (order, context) -> {
            release.await();
            return succeed(order, context);
        };
        String first = accept(1);
        await().atMost(LIMIT).until(() -> slipway.job(first).state() == JobState.RUNNING);
        String second = accept(1);

        assertThat(slipway.job(second).state()).isEqualTo(JobState.ACCEPTED);
        release.countDown();

        assertThat(awaitOver(first).finishedAt())
                .isBeforeOrEqualTo(awaitOver(second).startedAt());
    }

    @Test
    void callbacksThatFailAreSentAgainWithTheSameIdAndBytesAndHoldBackLaterOnes() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        cmdb.answerWith(receipt -> tries.merge(receipt.id(), 1, Integer::sum) < 3 ? 503 : 204);
        String id = accept(2);

        List<Receipt> receipts = awaitFinal(id);
        await().atMost(LIMIT).until(() -> cmdb.receiptsOf(id).size() == 15);

        assertThat(tries.entrySet().stream().filter(entry -> entry.getKey().startsWith(id)))
                .allMatch(entry -> entry.getValue() == 3);
        assertThat(receipts.stream().collect(Collectors.groupingBy(Receipt::id)).values())
                .allMatch(same -> same.stream().map(Receipt::body).distinct().count() == 1);
        assertThat(receipts.stream().map(Receipt::event).distinct())
                .containsExactly("pushed", "started", "ip", "final");
    }

    @Test
    void aWorkerThatFallsSilentLosesItsTargetToTheNextAttempt() {
        worker.close();
        // No heartbeat, and the broker still holds the connection open: only the lease tells that the worker is gone.
        worker = worker("1h");
        script = (order, context) -> {
            if (order instanceof ApplyUpdate && order.header().attempt() == 1) {
                new CountDownLatch(1).await();
            }
            return succeed(order, context);
        };
        String id = accept(1);

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
        Target target = slipway.targets(id, StepKind.APPLY).get(0);
        assertThat(target.attempt()).isEqualTo(2);
        assertThat(target.history()).hasSize(1);
    }

    @Test
    void anOrderHandedBackByAStoppingWorkerIsDoneByTheNextOne() {
        AtomicBoolean hung = new AtomicBoolean();
        script = (order, context) -> {
            if (order instanceof ApplyUpdate && hung.compareAndSet(false, true)) {
                new CountDownLatch(1).await();
            }
            return succeed(order, context);
        };
        String id = accept(1);
        await().atMost(LIMIT)
                .until(() -> slipway.targets(id, StepKind.APPLY).get(0).state() == TargetState.RUNNING);

        worker.close();
        worker = worker("200ms");

        assertThat(awaitOver(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    private ScriptedWorker worker(String heartbeat) {
        return new ScriptedWorker(
                Installation.broker(rabbit), 8, heartbeat, (order, context) -> script.play(order, context));
    }

    private String accept(int hosts) {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(uuid, hosts));
        return uuid;
    }

    private static Job awaitOver(String id) {
        await(id).atMost(LIMIT).untilAsserted(() -> assertThat(slipway.job(id).settled())
                .as(() -> slipway.job(id).toString())
                .isTrue());
        return slipway.job(id);
    }

    private static List<Receipt> awaitFinal(String id) {
        await().atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final"));
        return cmdb.receiptsOf(id);
    }

    static Outcome succeed(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof PullFiles) {
            context.filesListed(0, List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64))));
        }
        if (order instanceof ApplyUpdate apply) {
            context.manifest(apply.manifest());
            return Outcome.succeeded(1, 1)
                    .withServers(apply.servers().stream()
                            .collect(Collectors.toMap(
                                    GameServer::name,
                                    server -> new ServerResult(new Part("更新成功", true), new Part("执行成功", true)))));
        }
        return Outcome.succeeded(1, 1);
    }
}
