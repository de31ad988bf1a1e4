package io.slipway.standalone;

import static io.slipway.standalone.QueueTopology.ROUTING_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import io.slipway.contract.BrokerDialect;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker inside the standalone installation. */
@Tag("slow")
class BrokerJQueueSemanticsTest extends QueueSemanticsTest {
    @Override
    BrokerUnderTest startBroker(Path directory) {
        return new RestartableBroker(directory);
    }

    @Override
    BrokerDialect dialect() {
        return BrokerDialect.BROKER_J;
    }

    @Test
    void argumentsOfTheOtherDialectAreIgnored() throws Exception {
        QueueTopology other = QueueTopology.unique();
        other.declare(channel, BrokerDialect.RABBITMQ);

        assertThat(publisher.publish(other.orders(), ROUTING_KEY, "order")).isTrue();
        assertThat(text(take(other.work()))).isEqualTo("order");
    }

    @Test
    void workQueueBeforeItsDeadExchangeIsRefused() {
        assertThatThrownBy(() -> channel.queueDeclare(
                        "early", true, false, false, dialect().workQueue("dead-exchange-not-declared")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void requeueingHasNoLimit() throws Exception {
        publisher.publish(names.orders(), ROUTING_KEY, "again");
        for (int i = 0; i < 40; i++) {
            GetResponse message = channel.basicGet(names.work(), false);
            assertThat(message).isNotNull();
            channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
        }

        assertThat(text(take(names.work()))).isEqualTo("again");
        assertThat(channel.basicGet(names.dead(), true)).isNull();
    }

    private static final class RestartableBroker implements BrokerUnderTest {
        private static final Credentials CREDENTIALS = new Credentials("slipway", "semantics");

        private final Path directory;
        private final int port = FreePorts.one();
        private EmbeddedBroker running;

        RestartableBroker(Path directory) {
            this.directory = directory;
            this.running = EmbeddedBroker.onDisk(directory, port, CREDENTIALS);
        }

        @Override
        public String amqpUri() {
            return running.amqpUri();
        }

        @Override
        public void restart() {
            running.close();
            running = EmbeddedBroker.onDisk(directory, port, CREDENTIALS);
        }

        @Override
        public void close() {
            running.close();
        }
    }
}
