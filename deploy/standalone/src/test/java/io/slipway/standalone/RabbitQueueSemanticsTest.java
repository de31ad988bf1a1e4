package io.slipway.standalone;

import static io.slipway.standalone.QueueTopology.ROUTING_KEY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.slipway.contract.BrokerDialect;
import io.slipway.peers.PrivateRabbit;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quorum queues on a real RabbitMQ node, as in production. */
@Tag("slow")
class RabbitQueueSemanticsTest extends QueueSemanticsTest {
    @Override
    BrokerUnderTest startBroker(Path directory) {
        PrivateRabbit rabbit = PrivateRabbit.in(directory).start();
        return new BrokerUnderTest() {
            @Override
            public String amqpUri() {
                return rabbit.amqpUri();
            }

            @Override
            public void restart() {
                rabbit.restart();
            }

            @Override
            public void close() {
                rabbit.close();
            }
        };
    }

    @Override
    BrokerDialect dialect() {
        return BrokerDialect.RABBITMQ;
    }

    @Test
    void messageRequeuedMoreThanTwentyTimesIsADeadLetter() throws Exception {
        publisher.publish(names.orders(), ROUTING_KEY, "again");
        for (int i = 0; i <= 20; i++) {
            GetResponse message = await().atMost(20, SECONDS)
                    .until(() -> channel.basicGet(names.work(), false), response -> response != null);
            channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
        }

        assertThat(text(take(names.dead()))).isEqualTo("again");
        assertThat(channel.basicGet(names.work(), true)).isNull();
    }
}
