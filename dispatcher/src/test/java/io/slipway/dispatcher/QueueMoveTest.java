package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.amqp.FixedTopology;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.Role;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A project moves between two queues while its orders flow. */
@Tag("slow")
@Timeout(180)
class QueueMoveTest {
    private static final int JOBS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> QUEUES = List.of("pull8", "pull9");

    @TempDir
    Path directory;

    private final Map<String, List<String>> delivered = new ConcurrentHashMap<>();
    private PrivateRabbit rabbit;
    private CmdbSink cmdb;
    private Connection connection;

    @BeforeEach
    void startPeers() throws Exception {
        rabbit = PrivateRabbit.in(directory).start();
        cmdb = new CmdbSink();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        connection = factory.newConnection("queue move test");
    }

    @AfterEach
    void stopPeers() throws Exception {
        connection.close();
        cmdb.close();
        rabbit.close();
    }

    @Test
    void everyOrderIsDeliveredOnceWhileTheProjectMovesBackAndForth() throws Exception {
        try (Installation slipway = new Installation(rabbit, cmdb, Map.of());
                // Both look after all jobs, and the second one never hears of a move.
                ConfigurableApplicationContext stale = slipway.anotherDispatcher("slipway.onboarding.refresh=1h")) {
            for (String queue : QUEUES) {
                record(queue);
            }
            QueueMappingStore mappings = slipway.bean(QueueMappingStore.class);
            AtomicBoolean done = new AtomicBoolean();
            Thread mover = new Thread(() -> moveUntil(done, mappings), "mover");
            mover.start();
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS / 2; i++) {
                jobs.addAll(accept(slipway.bean(JobIntake.class), 1));
                jobs.addAll(accept(stale.getBean(JobIntake.class), 1));
            }
            await().atMost(LIMIT).until(() -> jobs.stream().allMatch(job -> over(slipway, job)));
            done.set(true);
            mover.join();

            Set<String> wanted = new HashSet<>();
            jobs.forEach(job -> slipway.targets(job, StepKind.PULL).forEach(target -> wanted.add(target.id() + "#1")));
            await().atMost(LIMIT).until(() -> delivered.keySet().equals(wanted));
            assertThat(delivered).hasSize(JOBS).allSatisfy((order, queues) -> assertThat(queues)
                    .hasSize(1));
            assertThat(delivered.values().stream().flatMap(List::stream)).contains("pull8", "pull9");
            for (String job : jobs) {
                for (Target target : slipway.targets(job, StepKind.PULL)) {
                    assertThat(delivered.get(target.id() + "#1"))
                            .containsExactly(
                                    Objects.requireNonNull(target.route()).queue());
                }
            }
        }
    }

    @Test
    void orderThatLiesInTheOldQueueIsNotCopiedToTheNewOneAndIsPublishedThereOnceTheOldOneIsGone() throws Exception {
        Map<String, Object> soon = Map.of("slipway.rescue.lost-order-after", "500ms");
        try (Installation slipway = new Installation(rabbit, cmdb, soon);
                Channel channel = connection.createChannel()) {
            List<String> jobs = accept(slipway.bean(JobIntake.class), 20);
            await().atMost(LIMIT).until(() -> jobs.stream().allMatch(job -> queued(slipway, job)));

            moveTo("pull9", "pull8", slipway.bean(QueueMappingStore.class));
            // Several looks of the rescue, each of which finds orders older than half a second.
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> channel.messageCount("pull8") == jobs.size() && waitingIn("pull9") == 0);

            channel.queueDelete("pull8");
            record("pull9");
            await().atMost(LIMIT).until(() -> delivered.size() == jobs.size());
        }
    }

    private static boolean over(Installation slipway, String job) {
        return slipway.targets(job, StepKind.PULL).stream()
                .allMatch(target -> target.state().terminal());
    }

    private static boolean queued(Installation slipway, String job) {
        List<Target> targets = slipway.targets(job, StepKind.PULL);
        return targets.stream().allMatch(target -> target.state() == TargetState.QUEUED);
    }

    private long waitingIn(String queue) throws Exception {
        try (Channel asking = connection.createChannel()) {
            return asking.messageCount(queue);
        } catch (IOException missing) {
            return 0;
        }
    }

    /** Takes note of every order and rejects it, which ends its target. */
    private void record(String queue) throws IOException {
        Channel channel = connection.createChannel();
        FixedTopology.declare(channel);
        FixedTopology.declareWorkQueue(channel, queue);
        channel.basicConsume(
                queue,
                false,
                (tag, delivery) -> {
                    delivered.merge(delivery.getProperties().getMessageId(), List.of(queue), QueueMoveTest::joined);
                    channel.basicReject(delivery.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static void moveUntil(AtomicBoolean done, QueueMappingStore mappings) {
        for (int i = 1; !done.get(); i++) {
            moveTo(QUEUES.get(i % 2), QUEUES.get((i + 1) % 2), mappings);
        }
    }

    private static void moveTo(String queue, String from, QueueMappingStore mappings) {
        mappings.put(new QueueMapping(queue, Role.FILE_PULL, List.of("ssss"), List.of()));
        mappings.put(new QueueMapping(from, Role.FILE_PULL, List.of(), List.of()));
    }

    private static List<String> accept(JobIntake intake, int count) {
        return Stream.generate(() -> Installation.filePull(Installation.newUuid()))
                .limit(count)
                .map(pull -> intake.accept(pull).job().id())
                .toList();
    }
}
