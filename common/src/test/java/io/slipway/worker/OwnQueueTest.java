package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.WorkerHello;
import io.slipway.peers.PrivateRabbit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
class OwnQueueTest {
    private static final String QUEUE = "own";

    @TempDir
    static Path directory;

    /** A broker may believe for a while in a connection that is long dead, and keeps what was exclusive to it. */
    @Test
    void queueThatAnEarlierConnectionStillHoldsIsTakenOnceItIsFree() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        try (PrivateRabbit rabbit = PrivateRabbit.in(directory).start();
                DispatcherEnd dispatcher = new DispatcherEnd(rabbit.amqpUri());
                WorkerUnderTest worker = new WorkerUnderTest(rabbit.amqpUri(), QUEUE, 1, Duration.ofSeconds(5))) {
            factory.setUri(rabbit.amqpUri());
            dispatcher.declare(QUEUE);
            Connection earlier = factory.newConnection();
            Channel channel = earlier.createChannel();
            channel.queueDeclare(worker.ownQueue(), false, true, true, Map.of());
            worker.start();
            dispatcher.order(QUEUE, Orders.pull("t"));
            await().until(() -> !dispatcher.requests(WorkerHello.class).isEmpty());

            earlier.close();

            assertThat(dispatcher.awaitFinished("t").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        }
    }
}
