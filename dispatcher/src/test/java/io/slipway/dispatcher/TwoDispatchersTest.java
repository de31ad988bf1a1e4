package io.slipway.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.PullFiles;
import io.slipway.contract.WorkOrder;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.rescue.Leadership;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.CmdbSink.Receipt;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Two dispatchers on one store, one broker and one ZooKeeper. */
@Tag("slow")
@Timeout(180)
class TwoDispatchersTest {
    private static final int HOSTS = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Map<String, Integer> applied = new ConcurrentHashMap<>();

    @Test
    void aJobRunsToItsEndOnceAndLeadershipMovesWhenTheLeaderCloses() throws Exception {
        try (TestingServer zooKeeper = new TestingServer();
                PrivateRabbit rabbit = PrivateRabbit.in(directory).start();
                CmdbSink cmdb = new CmdbSink();
                Installation slipway = new Installation(
                        rabbit, cmdb, Map.of("slipway.rescue.zookeeper", zooKeeper.getConnectString()));
                ConfigurableApplicationContext second = slipway.anotherDispatcher();
                ScriptedWorker worker = new ScriptedWorker(Installation.broker(rabbit), 8, "200ms", this::succeed)) {
            assertThat(worker).isNotNull();
            await().atMost(LIMIT).until(() -> slipway.bean(Leadership.class).leads());
            assertThat(second.getBean(Leadership.class).leads()).isFalse();

            String first = accept(slipway.bean(JobIntake.class));
            assertEndedOnce(slipway, cmdb, first);

            slipway.stopDispatcher();
            await().atMost(LIMIT).until(() -> second.getBean(Leadership.class).leads());
            slipway.startDispatcher();
            assertThat(slipway.bean(Leadership.class).leads()).isFalse();

            // Accepted by the one that follows, finished by both.
            String next = accept(slipway.bean(JobIntake.class));
            assertEndedOnce(slipway, cmdb, next);
        }
    }

    private void assertEndedOnce(Installation slipway, CmdbSink cmdb, String id) {
        await(id).atMost(LIMIT).until(() -> slipway.job(id).settled());
        await(id).atMost(LIMIT).until(() -> Installation.ids(cmdb.receiptsOf(id))
                .contains(id + ":final"));

        assertThat(slipway.job(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(slipway.targets(id, StepKind.APPLY))
                .hasSize(HOSTS)
                .allMatch(target -> target.state() == TargetState.SUCCEEDED && target.attempt() == 1)
                .extracting(Target::history)
                .allMatch(java.util.List::isEmpty);
        assertThat(applied.entrySet().stream().filter(entry -> entry.getKey().startsWith(id)))
                .hasSize(HOSTS)
                .allMatch(entry -> entry.getValue() == 1);
        Map<String, Long> bodies = cmdb.receiptsOf(id).stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        Receipt::id,
                        Collectors.mapping(Receipt::body, Collectors.collectingAndThen(Collectors.toSet(), set ->
                                (long) set.size()))));
        assertThat(bodies).hasSize(HOSTS + 3);
        assertThat(bodies.values()).containsOnly(1L);
    }

    private Outcome succeed(WorkOrder order, OrderContext context) throws InterruptedException {
        if (order instanceof PullFiles) {
            context.filesListed(0, java.util.List.of(new ManifestFile("a.txt", 1, Installation.MD5, "0".repeat(64))));
        }
        if (order instanceof ApplyUpdate) {
            applied.merge(order.header().targetId(), 1, Integer::sum);
        }
        return Outcome.succeeded(1, 1);
    }

    private static String accept(JobIntake intake) {
        String uuid = Installation.newUuid();
        intake.accept(Installation.hotUpdate(uuid, HOSTS));
        return uuid;
    }
}
