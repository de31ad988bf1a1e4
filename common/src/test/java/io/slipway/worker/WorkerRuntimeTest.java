package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandStart;
import io.slipway.contract.ControlMessage.CancelJob;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.DispatcherReply.ManifestFound;
import io.slipway.contract.DispatcherReply.Welcome;
import io.slipway.contract.Manifest;
import io.slipway.contract.ManifestRequest;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Progress;
import io.slipway.contract.Sha256;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.contract.WorkerHeartbeat.Held;
import io.slipway.contract.WorkerHello;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.PrivateRabbit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker promises, seen from a real broker. */
@Tag("slow")
@Timeout(60)
class WorkerRuntimeTest {
    private static final String QUEUE = "runtime";
    private static final Duration DRAIN = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;

    private DispatcherEnd dispatcher;
    private WorkerUnderTest worker;

    @BeforeAll
    static void startRabbit() {
        rabbit = PrivateRabbit.in(directory).start();
    }

    @AfterAll
    static void stopRabbit() {
        rabbit.close();
    }

    @BeforeEach
    void connect() throws Exception {
        dispatcher = new DispatcherEnd(rabbit.amqpUri());
        dispatcher.declare(QUEUE);
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 4, DRAIN);
    }

    @AfterEach
    void disconnect() throws Exception {
        worker.close();
        dispatcher.close();
    }

    @Test
    void noOrderIsStartedBeforeTheWelcome() throws Exception {
        dispatcher.answerWith(request -> null);
        dispatcher.order(QUEUE, Orders.pull("t"));
        worker.start();
        await().until(() -> dispatcher.requests(WorkerHello.class).size() >= 2 && dispatcher.depth(QUEUE) == 0);

        assertThat(worker.handled()).isEmpty();
        assertThat(dispatcher.reports(TargetStarted.class)).isEmpty();
        dispatcher.answerWith(DispatcherEnd::welcome);

        assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(worker.handled()).containsExactly("t#1");
    }

    @Test
    void anOrderOfAJobNamedInTheWelcomeIsReportedStoppedAndNeverHandled() throws Exception {
        dispatcher.answerWith(request -> new Welcome(List.of("cancelled")));
        dispatcher.order(QUEUE, Orders.pull("cancelled", "t", 1));
        dispatcher.order(QUEUE, Orders.pull("other", "o", 1));
        worker.start();

        assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(dispatcher.awaitFinished("o").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(worker.handled()).containsExactly("o#1");
        assertThat(dispatcher.reports(TargetStarted.class))
                .extracting(TargetStarted::targetId)
                .doesNotContain("t");
    }

    @Test
    void anOrderDoesNotWaitBehindALongOneOfAnotherQueueBesideAFreeSlot() throws Exception {
        String other = QUEUE + "_other";
        worker = new WorkerUnderTest(rabbit.amqpUri(), List.of(QUEUE, other), 2, DRAIN);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        worker.play((order, context) -> {
                    if (order.header().targetId().equals("long")) {
                        began.countDown();
                        end.await(30, TimeUnit.SECONDS);
                    }
                    return Outcome.succeeded(1, 2);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("long"));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 4; i++) {
            dispatcher.order(other, Orders.pull("short" + i));
        }

        for (int i = 0; i < 4; i++) {
            assertThat(dispatcher.awaitFinished("short" + i).outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        }
        end.countDown();
        dispatcher.awaitFinished("long");
    }

    @Test
    void anOrderThatIsOverAtOnceIsToldByItsEndAlone() throws Exception {
        worker.start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        TargetFinished finished = dispatcher.awaitFinished("t");
        assertThat(finished.workerId()).isNotNull();
        assertThat(finished.millis()).isNotNull();
        assertThat(dispatcher.reports(TargetStarted.class)).isEmpty();
    }

    @Test
    void anOrderThatTakesLongerIsToldOfWhileItRuns() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        worker.play((order, context) -> {
                    told.await(10, TimeUnit.SECONDS);
                    return Outcome.succeeded(1, 2);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        await().until(() -> !dispatcher.reports(TargetStarted.class).isEmpty());
        told.countDown();
        dispatcher.awaitFinished("t");
    }

    @Test
    void aJobResumedWhileTheWorkerWasAwayIsWorkAgain() throws Exception {
        dispatcher.answerWith(request -> new Welcome(List.of("job")));
        dispatcher.order(QUEUE, Orders.pull("job", "t", 1));
        worker.start();
        assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.STOPPED);

        dispatcher.answerWith(DispatcherEnd::welcome);
        int hellos = dispatcher.requests(WorkerHello.class).size();
        worker.loseConnection();
        await().until(() -> dispatcher.requests(WorkerHello.class).size() > hellos);
        dispatcher.order(QUEUE, Orders.pull("job", "t", 2));

        await().until(() -> dispatcher.finished("t").size() == 2);
        assertThat(dispatcher.finished("t").get(1).outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void aBroadcastCancelReachesTheRunningHandler() throws Exception {
        worker.play((order, context) -> {
                    CountDownLatch raised = new CountDownLatch(1);
                    context.cancellation().onRequest(raised::countDown);
                    raised.await();
                    context.cancellation().check();
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));
        await().until(() -> worker.handled().size() == 1);

        dispatcher.broadcast(new CancelJob("another"));
        dispatcher.broadcast(new CancelJob("job"));

        assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.STOPPED);
    }

    /** One slot and a prefetch of one: the next order comes only once the one before it is acknowledged. */
    @Test
    void anOrderIsAcknowledgedOnlyAfterItsReportIsConfirmed() throws Exception {
        worker.close();
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, DRAIN);
        CountDownLatch done = new CountDownLatch(1);
        worker.play((order, context) -> {
                    done.countDown();
                    return Outcome.succeeded(1, 2);
                })
                .start();
        await().until(() -> !dispatcher.reports(WorkerHeartbeat.class).isEmpty());
        dispatcher.loseReports();
        dispatcher.order(QUEUE, Orders.pull("t"));
        dispatcher.order(QUEUE, Orders.pull("next"));
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();

        await().during(Duration.ofMillis(500)).until(() -> dispatcher.depth(QUEUE) == 1);
        assertThat(worker.handled()).containsExactly("t#1");
        dispatcher.bindReports();

        assertThat(dispatcher.awaitFinished("t"))
                .usingRecursiveComparison()
                .ignoringFields("workerId", "millis")
                .isEqualTo(new TargetFinished("t", 1, OutcomeKind.SUCCEEDED, null, Map.of(), 1, 2));
        dispatcher.awaitFinished("next");
    }

    @Test
    void anOrderWhoseReportWasNeverConfirmedComesAgain() throws Exception {
        worker.close();
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, Duration.ofMillis(300)).start();
        await().until(() -> !dispatcher.reports(WorkerHeartbeat.class).isEmpty());
        dispatcher.loseReports();
        dispatcher.order(QUEUE, Orders.pull("t"));
        await().until(() -> worker.handled().size() == 1);

        worker.close();

        await().until(() -> dispatcher.depth(QUEUE) == 1);
        dispatcher.bindReports();
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, DRAIN).start();
        assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void repetitionsOfARunningAndOfAFinishedAttemptAreDroppedAndAcknowledged() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        worker.play((order, context) -> {
                    release.await();
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));
        await().until(() -> worker.handled().size() == 1);
        dispatcher.order(QUEUE, Orders.pull("t"));
        await().until(() -> dispatcher.depth(QUEUE) == 0);
        release.countDown();
        dispatcher.awaitFinished("t");
        dispatcher.order(QUEUE, Orders.pull("t"));
        dispatcher.order(QUEUE, Orders.pull("last"));
        dispatcher.awaitFinished("last");

        worker.close();
        assertThat(dispatcher.depth(QUEUE)).isZero();
        assertThat(worker.handled()).containsExactly("t#1", "last#1");
        assertThat(dispatcher.finished("t")).hasSize(1);
        assertThat(dispatcher.deadLetter()).isNull();
    }

    @Test
    void anOlderAttemptIsDroppedAndANewerOneStopsIt() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        worker.play((order, context) -> {
                    if (order.header().attempt() == 2) {
                        context.cancellation().onRequest(stopped::countDown);
                        stopped.await();
                        return Outcome.stopped();
                    }
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("job", "t", 2));
        await().until(() -> worker.handled().size() == 1);

        dispatcher.order(QUEUE, Orders.pull("job", "t", 1));
        dispatcher.order(QUEUE, Orders.pull("job", "t", 3));

        await().until(() -> dispatcher.finished("t").size() == 2);
        assertThat(worker.handled()).containsExactly("t#2", "t#3");
        assertThat(dispatcher.finished("t"))
                .extracting(TargetFinished::attempt, TargetFinished::outcome)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(2, OutcomeKind.STOPPED),
                        org.assertj.core.groups.Tuple.tuple(3, OutcomeKind.SUCCEEDED));
    }

    @Test
    void aHandlerThatThrowsIsAFailureOfItsOrderAlone() throws Exception {
        worker.play((order, context) -> {
                    if (order.header().targetId().equals("bad")) {
                        throw new IllegalStateException("a fault");
                    }
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("bad"));
        dispatcher.order(QUEUE, Orders.pull("good"));

        TargetFinished bad = dispatcher.awaitFinished("bad");
        assertThat(bad.outcome()).isEqualTo(OutcomeKind.FAILED);
        assertThat(bad.failure()).isEqualTo(Failure.of(FailureCode.INTERNAL_ERROR, "IllegalStateException: a fault"));
        assertThat(dispatcher.awaitFinished("good").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(worker.handled()).hasSize(2);
    }

    @Test
    void aHandlerThatThrowsAfterItHadLeaveForACommandDoesNotSayThatNothingRan() throws Exception {
        dispatcher.answerWith(request -> request instanceof CommandStart
                ? new CommandDecision(Decision.GRANTED, null)
                : DispatcherEnd.welcome(request));
        worker.play((order, context) -> {
                    context.startCommand(new CommandKey("t", "game", 0));
                    throw new IllegalStateException("a fault");
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        TargetFinished end = dispatcher.awaitFinished("t");
        assertThat(end.outcome()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(end.failure())
                .isEqualTo(Failure.of(
                        FailureCode.OUTCOME_UNKNOWN, "after a command had begun: IllegalStateException: a fault"));
    }

    @Test
    void anErrorOfAHandlerEndsItsOrderAndNotTheWorker() throws Exception {
        worker.play((order, context) -> {
                    throw new StackOverflowError("too deep");
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        assertThat(dispatcher.awaitFinished("t").failure())
                .isEqualTo(Failure.of(FailureCode.INTERNAL_ERROR, "StackOverflowError: too deep"));
    }

    @Test
    void theEndAHandlerDecidedDeepInsideIsReportedAsItIs() throws Exception {
        Failure why = new Failure(FailureCode.OUTCOME_UNKNOWN, "cut off", "the last words");
        worker.play((order, context) -> {
                    throw OrderEndedException.unknown(why);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        TargetFinished report = dispatcher.awaitFinished("t");
        assertThat(report.outcome()).isEqualTo(OutcomeKind.UNKNOWN);
        assertThat(report.failure()).isEqualTo(why);
    }

    @Test
    void anOrderOfAnotherRoleIsRefusedAndNotLost() throws Exception {
        worker.start();
        dispatcher.order(QUEUE, Orders.apply("t"));

        assertThat(dispatcher.awaitFinished("t").failure())
                .extracting(Failure::code)
                .isEqualTo(FailureCode.REJECTED_BY_WORKER);
    }

    @Test
    void progressIsSentTwiceASecondAtMost() throws Exception {
        worker.play((order, context) -> {
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1300);
                    for (long calls = 0; System.nanoTime() < end; calls++) {
                        context.progress(new Progress("copy", calls, 0, "files"));
                        Thread.onSpinWait();
                    }
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));
        dispatcher.awaitFinished("t");

        assertThat(dispatcher.reports(TargetProgressed.class)).hasSizeBetween(1, 3);
    }

    @Test
    void aHeartbeatNamesWhatRuns() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        worker.play((order, context) -> {
                    release.await();
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("job", "t", 7));

        await().until(() -> dispatcher.reports(WorkerHeartbeat.class).stream()
                .anyMatch(beat -> beat.running().equals(List.of(new Held("t", 7)))));
        release.countDown();
        dispatcher.awaitFinished("t");
    }

    @Test
    void aManifestIsAskedForOnceForManyOrders() throws Exception {
        Manifest manifest = new Manifest(List.of(), List.of(), 60);
        String json = new String(MessageCodec.encode(manifest), StandardCharsets.UTF_8);
        String digest = Sha256.hex(json.getBytes(StandardCharsets.UTF_8));
        dispatcher.answerWith(request ->
                request instanceof ManifestRequest ? new ManifestFound(json) : DispatcherEnd.welcome(request));
        worker.play((order, context) -> {
                    assertThat(context.manifest(digest)).isEqualTo(manifest);
                    return Outcome.succeeded(0, 0);
                })
                .start();
        for (int i = 0; i < 12; i++) {
            dispatcher.order(QUEUE, Orders.pull("t" + i));
        }

        for (int i = 0; i < 12; i++) {
            assertThat(dispatcher.awaitFinished("t" + i).outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        }
        assertThat(dispatcher.requests(ManifestRequest.class)).hasSize(1);
    }

    @Test
    void aManifestThatDiffersFromItsDigestIsRefused() throws Exception {
        dispatcher.answerWith(request -> request instanceof ManifestRequest
                ? new ManifestFound("{\"files\":[],\"commands\":[],\"commandLimitSeconds\":60}")
                : DispatcherEnd.welcome(request));
        worker.play((order, context) -> {
                    context.manifest("0".repeat(64));
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));

        assertThat(dispatcher.awaitFinished("t").failure())
                .extracting(Failure::code)
                .isEqualTo(FailureCode.DIGEST_MISMATCH);
    }

    @Test
    void aStopLetsRunningOrdersEndAndTakesNoOther() throws Exception {
        worker.close();
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, DRAIN);
        CountDownLatch release = new CountDownLatch(1);
        worker.play((order, context) -> {
                    release.await();
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("running"));
        await().until(() -> worker.handled().size() == 1);
        dispatcher.order(QUEUE, Orders.pull("waiting"));

        Thread stopping = new Thread(worker::stop, "stopping");
        stopping.start();
        await().until(() ->
                stopping.getState() == Thread.State.TIMED_WAITING || stopping.getState() == Thread.State.WAITING);
        release.countDown();
        stopping.join(10_000);

        assertThat(stopping.isAlive()).isFalse();
        assertThat(dispatcher.awaitFinished("running").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(worker.handled()).containsExactly("running#1");
        await().until(() -> dispatcher.depth(QUEUE) == 1);
    }

    @Test
    void whatDoesNotEndInTimeIsInterruptedAndHandedBack() throws Exception {
        worker.close();
        worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, Duration.ofMillis(300));
        AtomicBoolean interrupted = new AtomicBoolean();
        worker.play((order, context) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return Outcome.succeeded(0, 0);
                })
                .start();
        dispatcher.order(QUEUE, Orders.pull("t"));
        await().until(() -> worker.handled().size() == 1);

        worker.stop();

        await().untilTrue(interrupted);
        worker.close();
        await().until(() -> dispatcher.depth(QUEUE) == 1);
        assertThat(dispatcher.finished("t")).isEmpty();
        assertThat(dispatcher.take(QUEUE)).isNotNull().matches(order -> order.getEnvelope()
                .isRedeliver());
    }
}
