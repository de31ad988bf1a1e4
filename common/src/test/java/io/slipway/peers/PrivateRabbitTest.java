package io.slipway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(180)
class PrivateRabbitTest {
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    @TempDir
    static Path directory;

    private static PrivateRabbit rabbit;

    @BeforeAll
    static void startRabbit() {
        rabbit = PrivateRabbit.in(directory).start();
    }

    @AfterAll
    static void stopRabbit() {
        rabbit.stop();
        assertThat(FreePorts.isFree(rabbit.host(), rabbit.port())).isTrue();
    }

    @Test
    void aConfirmedMessageSurvivesAKill() throws Exception {
        try (Connection connection = connect(rabbit.amqpUri());
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("kept", true, false, false, QUORUM);
            channel.confirmSelect();
            channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, "订单".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }

        rabbit.syncQueueNames();
        rabbit.kill9();
        rabbit.restart();

        try (Connection connection = connect(rabbit.amqpUri());
                Channel channel = connection.createChannel()) {
            GetResponse kept = channel.basicGet("kept", true);
            assertThat(new String(kept.getBody(), StandardCharsets.UTF_8)).isEqualTo("订单");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        String uri = rabbit.amqpUri().replace(rabbit.password(), "wrong");

        assertThatThrownBy(() -> connect(uri)).isInstanceOf(AuthenticationFailureException.class);
    }

    @Test
    void ctlSpeaksToThisNodeAndTellsWhyItFails() {
        assertThat(rabbit.ctl("list_users", "--silent")).contains(rabbit.user());
        assertThatThrownBy(() -> rabbit.ctl("no_such_command")).hasMessageContaining("no_such_command");
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
