package io.slipway.dispatcher.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Progress;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkOrder;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.contract.WorkerHeartbeat.Held;
import io.slipway.dispatcher.Installation;
import io.slipway.dispatcher.audit.ForgedMessages;
import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.SenderProperties;
import io.slipway.dispatcher.dispatch.SenderRules;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.Role;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ChannelListener;

/** Messages no well-behaved worker would send, put straight into the queues, and workers that fall silent. */
@Tag("slow")
@Timeout(60)
class StrayReportTest {
    private static final int ATTEMPTS = 2;
    private static final Duration LEASE = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;

    private Connection connection;
    private Channel channel;

    @BeforeAll
    static void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        slipway = new Installation(
                rabbit,
                cmdb,
                Map.of("slipway.rescue.attempts", ATTEMPTS, "slipway.rescue.lease", LEASE.toMillis() + "ms"));
    }

    @AfterAll
    static void stopPeers() {
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @BeforeEach
    void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void anOrderNobodyCouldReadEndsItsTargetAndItsJob() throws Exception {
        String id = accept();
        GetResponse order = takeOrder(id);
        channel.basicReject(order.getEnvelope().getDeliveryTag(), false);

        await().until(() -> slipway.job(id).settled());

        assertThat(slipway.job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(pull(id).failure()).isNotNull().extracting(Failure::code).isEqualTo(FailureCode.DEAD_LETTER);
        assertThat(slipway.targets(id, StepKind.APPLY)).allMatch(target -> target.state() == TargetState.SKIPPED);
        await().until(() -> Installation.ids(cmdb.receiptsOf(id)).contains(id + ":final"));
    }

    @Test
    void aDeadLetterWhoseBodyCannotBeReadEndsItsTargetByItsMessageId() throws Exception {
        String id = accept();
        takeOrder(id);
        publish(Topology.DEAD, new byte[] {(byte) 0xac, (byte) 0xed}, pull(id).id() + "#1");

        await().until(() -> slipway.job(id).settled());

        assertThat(pull(id).failure()).isNotNull().extracting(Failure::code).isEqualTo(FailureCode.DEAD_LETTER);
    }

    @Test
    void aDeadLetterOfAnOlderAttemptOrOfNoOrderChangesNothing() throws Exception {
        String id = accept();
        takeOrder(id);
        Target before = awaitState(id, TargetState.QUEUED);
        long count = slipway.bean(DeadLetterListener.class).count();
        for (String messageId : List.of(
                before.id() + "#0", before.id() + "#2", before.id(), before.id() + "#99999999999", "#1", "none")) {
            publish(Topology.DEAD, new byte[0], messageId);
        }
        publish(Topology.DEAD, new byte[0], null);

        await().until(() -> slipway.bean(DeadLetterListener.class).count() == count + 7);

        assertThat(pull(id)).isEqualTo(before);
        end(before);
    }

    @Test
    void forgedAndStaleReportsChangeNothing() throws Exception {
        String id = accept();
        takeOrder(id);
        Target before = awaitState(id, TargetState.QUEUED);
        for (int attempt : new int[] {-1, 0, 2, Integer.MAX_VALUE}) {
            report(finished(before.id(), attempt, OutcomeKind.SUCCEEDED));
            report(new TargetStarted(before.id(), attempt, "stranger"));
            report(new TargetProgressed(before.id(), attempt, new Progress("copy", 1, 1, "files")));
            report(heartbeat(new Held(before.id(), attempt)));
        }
        report(finished("no-such-job:pull:cn", 1, OutcomeKind.SUCCEEDED));
        report(finished("", 1, OutcomeKind.SUCCEEDED));
        report(new TargetProgressed(before.id(), 1, new Progress("copy", 1, 1, "files"))); // right attempt, not running
        awaitReportsRead();

        assertThat(pull(id)).isEqualTo(before);
        assertThat(slipway.bean(JobStore.class).find("no-such-job")).isEmpty();
        end(before);
    }

    @Test
    void lateReportForFinishedTargetIsIgnored() throws Exception {
        String id = accept();
        takeOrder(id);
        Target target = awaitState(id, TargetState.QUEUED);
        report(finished(target.id(), 1, OutcomeKind.FAILED));
        Target ended = awaitState(id, TargetState.FAILED);
        await().until(() -> slipway.job(id).settled());

        report(finished(target.id(), 1, OutcomeKind.SUCCEEDED));
        report(finished(target.id(), 1, OutcomeKind.UNKNOWN));
        report(new TargetStarted(target.id(), 1, "late"));
        report(new TargetProgressed(target.id(), 1, new Progress("copy", 1, 1, "files")));
        report(heartbeat(new Held(target.id(), 1)));
        awaitReportsRead();

        assertThat(pull(id)).isEqualTo(ended);
        assertThat(slipway.job(id).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void theSameReportTwiceIsOneEnd() throws Exception {
        String id = accept();
        takeOrder(id);
        Target target = awaitState(id, TargetState.QUEUED);
        TargetFinished report = finished(target.id(), 1, OutcomeKind.FAILED);
        report(report);
        Target once = awaitState(id, TargetState.FAILED);
        await().until(() -> slipway.job(id).settled());
        int calls = awaitFinalCall(id);

        report(report);
        report(report);
        awaitReportsRead();

        assertThat(pull(id)).isEqualTo(once);
        assertThat(cmdb.receiptsOf(id)).hasSize(calls);
    }

    @Test
    void aHeartbeatRenewsTheLeaseAndSilenceEndsIt() throws Exception {
        String id = accept();
        takeOrder(id);
        Target target = awaitState(id, TargetState.QUEUED);
        report(new TargetStarted(target.id(), 1, "worker"));
        Instant first =
                Objects.requireNonNull(awaitState(id, TargetState.RUNNING).leaseUntil());

        await().pollInterval(LEASE.dividedBy(5)).until(() -> {
            report(heartbeat(new Held(target.id(), 1)));
            return Instant.now().isAfter(first.plus(LEASE));
        });

        assertThat(pull(id).attempt()).isEqualTo(1);
        assertThat(pull(id).state()).isEqualTo(TargetState.RUNNING);
        await().until(() -> pull(id).attempt() == 2);
        assertThat(pull(id).history()).singleElement().satisfies(ended -> {
            assertThat(ended.worker()).isEqualTo("worker");
            assertThat(ended.failure()).isNotNull().extracting(Failure::code).isEqualTo(FailureCode.WORKER_LOST);
        });
        takeOrder(id);
        report(finished(target.id(), 2, OutcomeKind.FAILED));
        await().until(() -> slipway.job(id).settled());
    }

    @Test
    void aTargetWhoseWorkersDieEachTimeIsGivenUp() throws Exception {
        String id = accept();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            WorkOrder order = MessageCodec.decode(takeOrder(id).getBody(), WorkOrder.class, MessageLimits.ORDER_BYTES);
            assertThat(order.header().attempt()).isEqualTo(attempt);
            report(new TargetStarted(order.header().targetId(), attempt, "worker " + attempt));
        }

        await().until(() -> slipway.job(id).settled());

        assertThat(pull(id).failure()).isNotNull().extracting(Failure::code).isEqualTo(FailureCode.WORKER_LOST);
        assertThat(pull(id).attempt()).isEqualTo(ATTEMPTS);
        assertThat(slipway.job(id).state()).isEqualTo(JobState.FAILED);
    }

    /** One that cannot be read used to end the channel when it was the last of its batch. */
    @Test
    void unreadableReportsAmongGoodOnesDisturbNothing() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        CachingConnectionFactory connections = slipway.bean(CachingConnectionFactory.class);
        connections.addChannelListener(new ChannelListener() {
            @Override
            public void onCreate(@Nullable Channel created, boolean transactional) {}

            @Override
            public void onShutDown(com.rabbitmq.client.ShutdownSignalException signal) {
                closed.incrementAndGet();
            }
        });
        long dead = slipway.bean(DeadLetterListener.class).count();
        for (int i = 0; i < 50; i++) {
            report(heartbeat());
            publish(Topology.REPORTS, "{\"kind\":\"worker_hello\"}".getBytes(StandardCharsets.UTF_8), "bad " + i);
        }

        await().until(() -> slipway.bean(DeadLetterListener.class).count() == dead + 50);
        awaitReportsRead();
        assertThat(closed).hasValue(0);
    }

    @Test
    void whileTheStoreIsAwayReportsAreKeptAndNotDeliveredAgain() throws Exception {
        EmbeddedStore away = EmbeddedStore.inMemory(0);
        int port = away.port();
        channel.queueDeclare("kept", true, false, false, Map.of("x-queue-type", "quorum"));
        publish("kept", MessageCodec.encode(new TargetStarted("t", 1, "worker")), "one");
        GetResponse report = await().until(() -> channel.basicGet("kept", false), got -> got != null);
        Message message = MessageBuilder.withBody(report.getBody())
                .setDeliveryTag(report.getEnvelope().getDeliveryTag())
                .build();
        try (MongoClient client = MongoClients.create(away.connectionString() + "/?serverSelectionTimeoutMS=50")) {
            TargetStore targets = new TargetStore(client.getDatabase("away"));
            SenderCheck everybody = new SenderCheck(
                    new SenderRules(new SenderProperties(false, List.of())),
                    targets,
                    slipway.bean(ForgedMessages.class));
            ReportIntake intake =
                    new ReportIntake(handler(targets), everybody, ids -> {}, 10, new SimpleMeterRegistry());
            away.close();
            intake.onMessage(message, channel);
            await().during(Duration.ofMillis(1500)).until(() -> stored("kept") == 1);

            try (EmbeddedStore back = EmbeddedStore.inMemory(port)) {
                assertThat(back.port()).isEqualTo(port);
                await().until(() -> stored("kept") == 0);
            } finally {
                intake.close();
            }
        }
        channel.basicRecover(true);
        assertThat(channel.basicGet("kept", true)).isNull();
    }

    /** Messages in the queue, given out or not: an acknowledged one is gone. */
    private static int stored(String queue) {
        return rabbit.ctl("-q", "list_queues", "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns[0].equals(queue))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }

    private static ReportHandler handler(TargetStore targets) {
        return new ReportHandler(
                targets,
                slipway.bean(JobStore.class),
                slipway.bean(FileListStore.class),
                slipway.bean(CallbackOutbox.class),
                List.of(),
                slipway.bean(JobSequencer.class),
                slipway.bean(JobChanges.class),
                slipway.bean(WorkerBoard.class),
                slipway.bean(Clock.class),
                LEASE);
    }

    private String accept() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(uuid, 1));
        await().until(() -> slipway.job(uuid).state() == JobState.RUNNING);
        return uuid;
    }

    /** The next order of the job's pull; nothing else reads that queue here. It stays unacknowledged. */
    private GetResponse takeOrder(String jobId) {
        return await().until(
                        () -> {
                            GetResponse order = channel.basicGet("pull8", false);
                            if (order != null
                                    && !order.getProps().getMessageId().startsWith(jobId)) {
                                channel.basicAck(order.getEnvelope().getDeliveryTag(), false); // of a test before
                                return null;
                            }
                            return order;
                        },
                        order -> order != null);
    }

    private Target pull(String jobId) {
        return slipway.targets(jobId, StepKind.PULL).get(0);
    }

    private Target awaitState(String jobId, TargetState state) {
        await().until(() -> pull(jobId).state() == state);
        return pull(jobId);
    }

    private static int awaitFinalCall(String jobId) {
        await().until(() -> Installation.ids(cmdb.receiptsOf(jobId)).contains(jobId + ":final"));
        return cmdb.receiptsOf(jobId).size();
    }

    /** Frees the project's area for the next test. */
    private void end(Target target) throws IOException {
        report(finished(target.id(), 1, OutcomeKind.FAILED));
        await().until(() -> slipway.job(target.jobId()).settled());
    }

    /** Reports are read in order, so what came before a report that had its effect has been read too. */
    private void awaitReportsRead() throws IOException {
        String worker = "marker " + UUID.randomUUID();
        BooleanSupplier heard = () -> slipway.bean(WorkerBoard.class).workers().stream()
                .anyMatch(view -> view.toString().contains(worker));
        report(new WorkerHeartbeat(worker, Role.FILE_PULL, "host", List.of(), 1, Map.of(), List.of()));
        await().until(heard::getAsBoolean);
    }

    private static WorkerHeartbeat heartbeat(Held... held) {
        return new WorkerHeartbeat("worker", Role.FILE_PULL, "host", List.of(), 1, Map.of(), List.of(held));
    }

    private static TargetFinished finished(String targetId, int attempt, OutcomeKind outcome) {
        Failure failure = outcome == OutcomeKind.SUCCEEDED ? null : Failure.of(FailureCode.UNREACHABLE, "said so");
        return new TargetFinished(targetId, attempt, outcome, failure, Map.of(), 0, 0);
    }

    private void report(Report report) throws IOException {
        publish(Topology.REPORTS, MessageCodec.encode(report), UUID.randomUUID().toString());
    }

    private void publish(String queue, byte[] body, @Nullable String messageId) throws IOException {
        channel.basicPublish(
                "",
                queue,
                new AMQP.BasicProperties.Builder().messageId(messageId).build(),
                body);
    }
}
