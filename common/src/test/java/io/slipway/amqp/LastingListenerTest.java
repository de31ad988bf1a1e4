package io.slipway.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.peers.PrivateRabbit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

@Tag("slow")
@Timeout(120)
class LastingListenerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TORN = 3;

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;

    /** The containers that Slipway uses. */
    enum Kind {
        SIMPLE(SimpleMessageListenerContainer::new),
        DIRECT(DirectMessageListenerContainer::new);

        @SuppressWarnings("ImmutableEnumChecker") // constructors
        private final Function<CachingConnectionFactory, AbstractMessageListenerContainer> make;

        Kind(Function<CachingConnectionFactory, AbstractMessageListenerContainer> make) {
            this.make = make;
        }
    }

    @BeforeAll
    static void startRabbit() {
        rabbit = PrivateRabbit.in(directory).start();
    }

    @AfterAll
    static void stopRabbit() {
        rabbit.close();
    }

    @ParameterizedTest
    @EnumSource
    void listenerWhoseHandshakesAreTornListensAgain(Kind kind) throws Exception {
        String queue = "lasting." + kind;
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Connection connection = connection();
                Channel channel = connection.createChannel();
                TornHandshakes way = new TornHandshakes(rabbit.port())) {
            channel.queueDeclare(queue, false, false, false, Map.of());
            AbstractMessageListenerContainer container = kind.make.apply(through(way.port()));
            container.setQueueNames(queue);
            container.setMessageListener(message -> heard.add(new String(message.getBody(), StandardCharsets.UTF_8)));
            LastingListener.prepare(container);
            container.start();
            try {
                channel.basicPublish("", queue, null, "before".getBytes(StandardCharsets.UTF_8));
                await().atMost(LIMIT).until(() -> heard.contains("before"));

                way.tear(TORN);
                await().atMost(LIMIT).until(() -> way.left() == 0);
                channel.basicPublish("", queue, null, "after".getBytes(StandardCharsets.UTF_8));

                await().atMost(LIMIT).until(() -> heard.contains("after"));
                assertThat(container.isRunning()).isTrue();
            } finally {
                container.stop();
            }
        }
    }

    private static CachingConnectionFactory through(int port) {
        CachingConnectionFactory connections = new CachingConnectionFactory("127.0.0.1", port);
        connections.setUsername(rabbit.user());
        connections.setPassword(rabbit.password());
        return connections;
    }

    private static Connection connection() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(URI.create(rabbit.amqpUri()));
        return factory.newConnection();
    }
}
