package io.slipway.standalone;

import static io.slipway.standalone.QueueTopology.ROUTING_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import io.slipway.contract.BrokerDialect;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What our code relies on in a broker; each subclass proves it for one, with the arguments of {@link BrokerDialect}. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueSemanticsTest {
    private static final Duration WAIT = Duration.ofSeconds(20);

    /** A broker that keeps its data, port and password over {@link #restart()}. */
    interface BrokerUnderTest extends AutoCloseable {
        String amqpUri();

        void restart();

        @Override
        void close();
    }

    @TempDir
    static Path directory;

    private BrokerUnderTest broker;
    private Connection connection;
    protected Channel channel;
    protected QueueTopology names;
    protected ConfirmedPublisher publisher;

    abstract BrokerUnderTest startBroker(Path directory);

    abstract BrokerDialect dialect();

    @BeforeAll
    void start() {
        broker = startBroker(directory);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void declareQueues() throws Exception {
        connection = factory().newConnection();
        channel = connection.createChannel();
        names = QueueTopology.unique();
        names.declare(channel, dialect());
        publisher = new ConfirmedPublisher(channel);
    }

    @AfterEach
    void disconnect() {
        connection.abort(5000);
    }

    @Test
    void dialectIsToldByTheServersProduct() {
        assertThat(BrokerDialect.of(connection)).isEqualTo(dialect());
    }

    @Test
    void sameDeclarationAgainIsAccepted() throws IOException {
        names.declare(channel, dialect());

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void ackWithoutReturnMeansTheMessageIsInTheQueue() throws Exception {
        assertThat(publisher.publish(names.orders(), ROUTING_KEY, "订单")).isTrue();

        GetResponse order = take(names.work());
        assertThat(order.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("订单");
        assertThat(order.getEnvelope().getRoutingKey()).isEqualTo(ROUTING_KEY);
        assertThat(order.getEnvelope().isRedeliver()).isFalse();
        assertThat(order.getProps().getHeaders()).containsEntry("attempt", 3);
    }

    @Test
    void unroutableIsReturnedAndNoSuccess() throws Exception {
        assertThat(publisher.publish(names.orders(), "file-push.unmapped.大陆", "lost"))
                .isFalse();

        assertThat(publisher.nextReturned()).isEqualTo("lost");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void persistentMessageSurvivesARestart() throws Exception {
        assertThat(publisher.publish(names.orders(), ROUTING_KEY, "kept")).isTrue();
        connection.abort(5000);

        broker.restart();

        connection = factory().newConnection();
        channel = connection.createChannel();
        assertThat(new ConfirmedPublisher(channel).publish(names.orders(), ROUTING_KEY, "after"))
                .isTrue();
        assertThat(List.of(text(take(names.work())), text(take(names.work())))).containsExactly("kept", "after");
    }

    @Test
    void rejectedMessageIsDeadLetteredOnceAndNotDeliveredAgain() throws Exception {
        BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
        consume(message -> {
            delivered.add(text(message));
            if (text(message).equals("poison")) {
                channel.basicReject(message.getEnvelope().getDeliveryTag(), false);
            } else {
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            }
        });
        publisher.publish(names.orders(), ROUTING_KEY, "poison");
        GetResponse dead = take(names.dead());
        publisher.publish(names.orders(), ROUTING_KEY, "next");

        assertThat(next(delivered)).isEqualTo("poison");
        assertThat(next(delivered)).isEqualTo("next");
        assertThat(delivered).isEmpty();
        assertThat(text(dead)).isEqualTo("poison");
        assertThat(dead.getEnvelope().getRoutingKey()).isEqualTo(ROUTING_KEY);
        assertThat(dead.getProps().getMessageId()).isEqualTo("poison");
        assertThat(dead.getProps().getHeaders()).containsEntry("attempt", 3);
        assertThat(channel.basicGet(names.dead(), true)).isNull();
    }

    @Test
    void deadLetterRejectedAgainIsGone() throws Exception {
        publisher.publish(names.deadExchange(), "", "unreadable");
        await().atMost(WAIT).until(() -> {
            GetResponse dead = channel.basicGet(names.dead(), false);
            if (dead != null) {
                channel.basicReject(dead.getEnvelope().getDeliveryTag(), false);
            }
            return dead != null;
        });

        publisher.publish(names.deadExchange(), "", "next");
        assertThat(text(take(names.dead()))).isEqualTo("next");
        assertThat(channel.basicGet(names.dead(), true)).isNull();
    }

    @Test
    void requeuedMessageComesBackMarkedRedeliveredAndIsNoDeadLetter() throws Exception {
        BlockingQueue<Boolean> redelivered = new LinkedBlockingQueue<>();
        consume(message -> {
            redelivered.add(message.getEnvelope().isRedeliver());
            boolean enough = redelivered.size() == 5;
            if (enough) {
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            } else {
                channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
            }
        });
        publisher.publish(names.orders(), ROUTING_KEY, "not yet");

        await().atMost(WAIT).until(() -> redelivered.size() == 5);
        assertThat(redelivered).containsExactly(false, true, true, true, true);
        assertThat(channel.basicGet(names.dead(), true)).isNull();
    }

    @Test
    void fanoutReachesEveryExclusiveQueue() throws Exception {
        String control = "control." + names.work();
        channel.exchangeDeclare(control, "fanout", true);
        try (Connection otherConnection = factory().newConnection();
                Channel other = otherConnection.createChannel()) {
            String mine = channel.queueDeclare().getQueue();
            String others = other.queueDeclare().getQueue();
            channel.queueBind(mine, control, "");
            other.queueBind(others, control, "");

            assertThat(publisher.publish(control, "", "drain")).isTrue();

            assertThat(text(take(channel, mine))).isEqualTo("drain");
            assertThat(text(take(other, others))).isEqualTo("drain");
        }
    }

    @Test
    void prefetchLimitsWhatAConsumerHolds() throws Exception {
        channel.basicQos(3);
        BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
        consume(held::add);
        for (int i = 1; i <= 10; i++) {
            publisher.publish(names.orders(), ROUTING_KEY, "order " + i);
        }
        await().atMost(WAIT).until(() -> held.size() == 3);

        try (Channel other = connection.createChannel()) {
            for (int i = 4; i <= 10; i++) {
                assertThat(text(take(other, names.work()))).isEqualTo("order " + i);
            }
        }
        assertThat(held).hasSize(3);
        channel.basicAck(held.element().getEnvelope().getDeliveryTag(), false);
        publisher.publish(names.orders(), ROUTING_KEY, "order 11");
        await().atMost(WAIT).until(() -> held.size() == 4);
    }

    @Test
    void unacknowledgedMessageOfALostConnectionIsRedelivered() throws Exception {
        BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
        ConnectionFactory factory = factory();
        factory.setSocketConfigurator(sockets::add);
        Connection doomed = factory.newConnection();
        BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
        doomed.createChannel().basicConsume(names.work(), false, (tag, message) -> held.add(message), tag -> {});
        publisher.publish(names.orders(), ROUTING_KEY, "held");
        assertThat(text(next(held))).isEqualTo("held");

        next(sockets).close(); // no goodbye, as when a worker's machine goes away

        GetResponse again = take(names.work());
        assertThat(text(again)).isEqualTo("held");
        assertThat(again.getEnvelope().isRedeliver()).isTrue();
        assertThat(channel.basicGet(names.dead(), true)).isNull();
    }

    /** Takes the next message of a queue with automatic acknowledgement, waiting for it. */
    protected GetResponse take(String queue) {
        return take(channel, queue);
    }

    private static GetResponse take(Channel channel, String queue) {
        return await().atMost(WAIT).until(() -> channel.basicGet(queue, true), response -> response != null);
    }

    @FunctionalInterface
    private interface Consumer {
        void handle(Delivery message) throws IOException;
    }

    private void consume(Consumer consumer) throws IOException {
        channel.basicConsume(names.work(), false, (tag, message) -> consumer.handle(message), tag -> {});
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T element = queue.poll(WAIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(element).isNotNull();
        return element;
    }

    protected static String text(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    private static String text(Delivery message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    private ConnectionFactory factory() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }
}
