package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.FilesListed;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.Progress;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.contract.WorkerHeartbeat.Held;
import io.slipway.contract.WorkerHello;
import io.slipway.dispatcher.audit.ForgedMessages;
import io.slipway.dispatcher.dispatch.ProbeConversation;
import io.slipway.dispatcher.dispatch.ProbeInquiry;
import io.slipway.dispatcher.dispatch.ProbeLine;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.report.DeadLetterListener;
import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import io.slipway.dispatcher.store.AuditWanted;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobState;
import io.slipway.job.Role;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.Certificates;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.Environment;

/** The broker of a production system: TLS, certificates as logins, least rights, and reports that only their sender may send. */
@Tag("slow")
@Timeout(120)
class SecureBrokerTest {
    private static final String DISPATCHER = "slipway-dispatcher";
    private static final String WORKER = "worker.rx1";
    private static final String STOLEN = "worker.rx2";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;
    private static ScriptedWorker worker;
    private static Connection thief;
    private static volatile CountDownLatch hold = new CountDownLatch(0);

    @BeforeAll
    static void startPeers() throws Exception {
        certificates = Certificates.in(directory.resolve("tls"), "localhost")
                .client(DISPATCHER)
                .client(WORKER)
                .client(STOLEN);
        rabbit = PrivateRabbit.withTlsIn(directory.resolve("rabbit"), certificates)
                .start();
        Certificates.permissions(rabbit, "dispatcher", DISPATCHER);
        Certificates.permissions(rabbit, "worker", WORKER, "pull8", "push8", "relay8", "ops8");
        Certificates.permissions(rabbit, "worker", STOLEN, "pull9");
        cmdb = new CmdbSink();
        // Before any dispatcher: it waits until somebody has declared what it takes orders from.
        worker = new ScriptedWorker(workerSettings(), 8, "200ms", (order, context) -> {
            hold.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return JobLifeTest.succeed(order, context);
        });
        slipway = new Installation(rabbit, cmdb, dispatcherSettings());
        thief = connect(STOLEN);
    }

    @AfterAll
    static void stopPeers() throws Exception {
        thief.close();
        worker.close();
        slipway.close();
        cmdb.close();
        rabbit.close();
    }

    @AfterEach
    void letGo() {
        hold.countDown();
    }

    @Test
    void aJobRunsFromTheFirstOrderToTheLastReport() {
        String id = accept();

        await().atMost(LIMIT).until(() -> slipway.job(id).settled());

        assertThat(slipway.job(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(pull(id).worker()).startsWith(WORKER + "#");
        assertThat(rabbit.ctl("-q", "list_connections", "user", "auth_mechanism", "ssl"))
                .contains(DISPATCHER + "\tEXTERNAL\ttrue", WORKER + "\tEXTERNAL\ttrue")
                .doesNotContain("PLAIN");
    }

    @Test
    void aWorkerThatMayNotUseTheDefaultExchangeAnswersQuestions() throws Exception {
        String id = await().atMost(LIMIT)
                .until(
                        () -> slipway.bean(WorkerBoard.class).workers().stream()
                                .map(seen -> seen.heartbeat().workerId())
                                .filter(name -> name.startsWith(WORKER))
                                .findFirst()
                                .orElse(""),
                        name -> !name.isEmpty());
        try (ProbeConversation conversation = slipway.bean(ProbeLine.class).open()) {
            ProbeInquiry answer = conversation.ask(
                    id,
                    new ProbeHosts(
                            UUID.randomUUID().toString(), 5000, "ssss", "大陆", "cn", false, List.of(), List.of()));

            assertThat(answer.awaitFinished(Duration.ofSeconds(10))).isTrue();
        }
    }

    static Stream<Report> forgeries() {
        String own = STOLEN + "#00000000";
        String other = WORKER + "#00000000";
        return Stream.of(
                new TargetStarted("T", 1, own),
                new TargetStarted("T", 1, other),
                finished(own),
                finished(other),
                finished(null),
                new TargetProgressed("T", 1, new Progress("copy", 9, 9, "files")),
                new FilesListed("T", 1, 0, List.of(new ManifestFile("evil.beam", 1, Installation.MD5, "0".repeat(64)))),
                heartbeat(own, List.of("pull9"), "T"),
                heartbeat(own, List.of("pull8")),
                heartbeat(other, List.of("pull9")));
    }

    /** The thief's own user id, which the broker vouches for; only what it says is not its to say. */
    @ParameterizedTest
    @MethodSource("forgeries")
    void whatAStolenWorkerSaysAboutAnothersOrderIsDroppedAndCounted(Report report) throws Exception {
        hold = new CountDownLatch(1);
        String id = accept();
        await().atMost(LIMIT).until(() -> pull(id).state() == TargetState.RUNNING);
        Target before = pull(id);
        long dropped = slipway.bean(ForgedMessages.class).count();

        String text = new String(MessageCodec.encode(report), StandardCharsets.UTF_8)
                .replace("\"T\"", "\"" + before.id() + "\"");
        publish(Topology.REPORTS, text.getBytes(StandardCharsets.UTF_8), STOLEN);

        await().atMost(LIMIT).until(() -> slipway.bean(ForgedMessages.class).count() > dropped);
        assertUntouched(before);
        await().atMost(LIMIT).until(() -> !forged(STOLEN).isEmpty());
        assertThat(forged(STOLEN))
                .allSatisfy(entry -> assertThat(entry.method()).isEqualTo("AMQP"));
        hold.countDown();
        await().atMost(LIMIT).until(() -> slipway.job(id).settled());
        assertThat(slipway.job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aReportThatNamesNoUserIsDropped() throws Exception {
        hold = new CountDownLatch(1);
        String id = accept();
        await().atMost(LIMIT).until(() -> pull(id).state() == TargetState.RUNNING);
        Target before = pull(id);
        long dropped = slipway.bean(ForgedMessages.class).count();

        publish(
                Topology.REPORTS,
                MessageCodec.encode(new TargetFinished(
                        before.id(), 1, OutcomeKind.SUCCEEDED, null, Map.of(), 0, 0, before.worker(), 1L)),
                null);

        await().atMost(LIMIT).until(() -> slipway.bean(ForgedMessages.class).count() > dropped);
        assertUntouched(before);
    }

    /** A report nobody can read dies, and a dead letter ends the target its message id names: not where a worker wrote that. */
    @Test
    void aBadReportWithTheMessageIdOfAnOrderEndsNothing() throws Exception {
        hold = new CountDownLatch(1);
        String id = accept();
        await().atMost(LIMIT).until(() -> pull(id).state() == TargetState.RUNNING);
        Target before = pull(id);
        long letters = slipway.bean(DeadLetterListener.class).count();

        publish(Topology.REPORTS, "no report".getBytes(StandardCharsets.UTF_8), STOLEN, before.id() + "#1", null);

        await().atMost(LIMIT).until(() -> slipway.bean(DeadLetterListener.class).count() > letters);
        assertUntouched(before);
    }

    /** The dispatcher may publish anywhere, so it must not be led to. */
    @Test
    void anAnswerIsNotSentIntoAnothersQueue() throws Exception {
        for (String queue : List.of("pull8", Topology.REPORTS, Topology.workerQueue(WORKER + "#00000000"))) {
            long dropped = slipway.bean(ForgedMessages.class).count();
            publish(
                    Topology.REQUESTS,
                    MessageCodec.encode(new WorkerHello(STOLEN + "#00000000")),
                    STOLEN,
                    UUID.randomUUID().toString(),
                    queue);
            await().atMost(LIMIT).until(() -> slipway.bean(ForgedMessages.class).count() > dropped);
        }
    }

    @Test
    void theEndOfAnothersCommandIsNotNoted() throws Exception {
        hold = new CountDownLatch(1);
        String id = accept();
        await().atMost(LIMIT).until(() -> pull(id).state() == TargetState.RUNNING);
        long dropped = slipway.bean(ForgedMessages.class).count();

        publish(
                Topology.REQUESTS,
                MessageCodec.encode(
                        new CommandDone(new CommandKey(pull(id).id(), "qq_0", 0), 1, 1, new CommandResult(true, "1"))),
                STOLEN);

        await().atMost(LIMIT).until(() -> slipway.bean(ForgedMessages.class).count() > dropped);
    }

    @Test
    void theApiIsServedOverTlsAlone() throws Exception {
        String place = "localhost:" + slipway.bean(Environment.class).getRequiredProperty("local.server.port");
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificates.asNobody()).build();

        HttpResponse<String> secure = client.send(
                HttpRequest.newBuilder(URI.create("https://" + place + "/health"))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> clear = client.send(
                HttpRequest.newBuilder(URI.create("http://" + place + "/health"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .build(),
                BodyHandlers.ofString());

        assertThat(secure.statusCode()).isEqualTo(200);
        assertThat(clear.statusCode()).isEqualTo(400);
    }

    private static void assertUntouched(Target before) {
        Target after = slipway.targets(Target.jobOf(before.id()), StepKind.PULL).get(0);
        assertThat(after.state()).isEqualTo(TargetState.RUNNING);
        assertThat(after.worker()).isEqualTo(before.worker());
        assertThat(after.progress()).isEqualTo(before.progress());
        assertThat(after.attempt()).isEqualTo(before.attempt());
    }

    private static List<AuditEntry> forged(String who) {
        return slipway.bean(AuditStore.class)
                .list(new AuditWanted(Set.of(), who, null, ForgedMessages.CODE, null, null, null, Long.MAX_VALUE), 10);
    }

    private static TargetFinished finished(@Nullable String workerId) {
        return new TargetFinished("T", 1, OutcomeKind.SUCCEEDED, null, Map.of(), 0, 0, workerId, 1L);
    }

    private static WorkerHeartbeat heartbeat(String workerId, List<String> queues, String... held) {
        return new WorkerHeartbeat(
                workerId,
                Role.FILE_PULL,
                "host",
                queues,
                1,
                Map.of(),
                Stream.of(held).map(id -> new Held(id, 1)).toList());
    }

    private static String accept() {
        String uuid = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(uuid, 1));
        return uuid;
    }

    private static Target pull(String jobId) {
        return slipway.targets(jobId, StepKind.PULL).get(0);
    }

    private static void publish(String exchange, byte[] body, @Nullable String user) throws Exception {
        publish(exchange, body, user, UUID.randomUUID().toString(), null);
    }

    private static void publish(
            String exchange, byte[] body, @Nullable String user, String messageId, @Nullable String replyTo)
            throws Exception {
        try (Channel channel = thief.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    exchange,
                    exchange,
                    new AMQP.BasicProperties.Builder()
                            .userId(user)
                            .messageId(messageId)
                            .replyTo(replyTo)
                            .build(),
                    body);
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static Connection connect(String name) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("localhost");
        factory.setPort(rabbit.port());
        factory.useSslProtocol(certificates.as(name));
        factory.enableHostnameVerification();
        factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        return factory.newConnection(name);
    }

    private static Map<String, Object> workerSettings() {
        Map<String, Object> settings = new HashMap<>(certificates.settings(WORKER));
        settings.put("spring.rabbitmq.host", "localhost");
        settings.put("spring.rabbitmq.port", rabbit.port());
        settings.put("slipway.worker.user", WORKER);
        settings.put("slipway.worker.declare", "false");
        return settings;
    }

    private static Map<String, Object> dispatcherSettings() {
        Map<String, Object> settings = new HashMap<>(certificates.settings(DISPATCHER));
        settings.put("spring.rabbitmq.host", "localhost");
        settings.put(
                "spring.ssl.bundle.pem.http.keystore.certificate",
                "file:" + certificates.certificate(Certificates.SERVER));
        settings.put(
                "spring.ssl.bundle.pem.http.keystore.private-key", "file:" + certificates.key(Certificates.SERVER));
        settings.put("server.ssl.bundle", "http");
        settings.put("slipway.rescue.lease", "5s");
        settings.put("slipway.senders.check", "true");
        settings.put("slipway.senders.workers[0].user", WORKER);
        settings.put("slipway.senders.workers[0].queues", Installation.QUEUES);
        settings.put("slipway.senders.workers[1].user", STOLEN);
        settings.put("slipway.senders.workers[1].queues", "pull9");
        return settings;
    }
}
