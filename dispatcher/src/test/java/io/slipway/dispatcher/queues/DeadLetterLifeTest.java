package io.slipway.dispatcher.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.Installation;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.PrivateRabbit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(90)
class DeadLetterLifeTest {
    private static final Caller VIEWER = Caller.inProject("somebody", "ssss", AccessRole.OPERATOR);

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;
    private static CmdbSink cmdb;
    private static Installation slipway;

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

    @Test
    void anOrderIsCountedWhileItWaitsAndIsALetterOnceItDied() throws Exception {
        String id = Installation.newUuid();
        slipway.bean(JobIntake.class).accept(Installation.hotUpdate(id, 1));
        await().until(() -> depth("pull8") == 1);
        assertThat(view("pull8").consumers()).isZero();

        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            GetResponse order = channel.basicGet("pull8", false);
            channel.basicReject(order.getEnvelope().getDeliveryTag(), false);
        }
        await().until(() -> slipway.job(id).state() == JobState.FAILED);
        await().until(() -> view("pull8").dead() == 1);

        DeadLetter letter = letters("pull8").get(0);
        assertThat(letter.jobId()).isEqualTo(id);
        assertThat(letter.project()).isEqualTo("ssss");
        assertThat(letter.reason()).isEqualTo("rejected");
        assertThat(letter.targetId())
                .isEqualTo(slipway.targets(id, StepKind.PULL).get(0).id());
        DeadLetterDesk.Requeued answer =
                slipway.bean(DeadLetterDesk.class).requeue(List.of(letter), VIEWER, Language.EN);
        assertThat(answer.refused())
                .singleElement()
                .extracting(DeadLetterDesk.Refused::code)
                .isEqualTo("attempt_over");
        assertThat(letters("pull8")).hasSize(1);
    }

    /** It dies once more, since nobody has learnt to read it, and is the same letter. */
    @Test
    void aRequeuedReportGoesBackToItsQueueWithTheSameBytes() throws Exception {
        byte[] body = "{\"kind\":\"of a newer worker\"}".getBytes(StandardCharsets.UTF_8);
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.basicPublish(
                    Topology.REPORTS,
                    Topology.REPORTS,
                    new AMQP.BasicProperties.Builder().messageId("strange").build(),
                    body);
        }
        await().until(() -> letters(Topology.REPORTS).size() == 1);
        DeadLetter letter = letters(Topology.REPORTS).get(0);
        assertThat(letter.times()).isEqualTo(1);

        DeadLetterDesk.Requeued answer =
                slipway.bean(DeadLetterDesk.class).requeue(List.of(letter), VIEWER, Language.EN);

        assertThat(answer.requeued()).containsExactly(letter.id());
        await().until(() -> letters(Topology.REPORTS).stream().anyMatch(one -> one.times() == 2));
        assertThat(letters(Topology.REPORTS)).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(letter.id());
            assertThat(again.body()).isEqualTo(letter.body());
        });
    }

    private static long depth(String queue) {
        Long depth = view(queue).depth();
        return depth == null ? -1 : depth;
    }

    private static QueueView view(String name) {
        return slipway.bean(QueueLook.class).of(VIEWER).stream()
                .filter(queue -> queue.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<DeadLetter> letters(String queue) {
        return slipway.bean(DeadLetterStore.class).of(queue, null, 10);
    }

    private static Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(rabbit.amqpUri());
        return factory.newConnection();
    }
}
