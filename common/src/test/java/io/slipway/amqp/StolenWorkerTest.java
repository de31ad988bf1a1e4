package io.slipway.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.ShutdownSignalException;
import io.slipway.contract.Topology;
import io.slipway.peers.Certificates;
import io.slipway.peers.PrivateRabbit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has the certificate of one worker can be that worker, and can do nothing else (abuse case A16). */
@Tag("slow")
@Timeout(180)
class StolenWorkerTest {
    private static final String HOST = "localhost";
    private static final String DISPATCHER = "slipway-dispatcher";
    private static final String THIEF = "file-pull.rx1";
    private static final String OTHER = "file-pull.rx2";
    private static final String OWN_QUEUE = Topology.workerQueue(THIEF + "#0a1b2c3d");
    private static final String OTHERS_QUEUE = Topology.workerQueue(OTHER + "#0a1b2c3d");
    private static final String ANSWERS = Topology.dispatcherQueue("one");

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static PrivateRabbit rabbit;
    private static Connection thief;

    /** What somebody does with a channel. */
    interface Act {
        void on(Channel channel) throws Exception;
    }

    @BeforeAll
    static void startBroker() throws Exception {
        certificates = Certificates.in(directory.resolve("tls"), HOST);
        rabbit = PrivateRabbit.withTlsIn(directory.resolve("rabbit"), certificates)
                .start();
        certificates.client(DISPATCHER).client(THIEF).client(OTHER).client("to-be-revoked");
        Certificates.permissions(rabbit, "dispatcher", DISPATCHER);
        Certificates.permissions(rabbit, "worker", THIEF, "file_pull8");
        Certificates.permissions(rabbit, "worker", OTHER, "file_pull9");
        try (Connection dispatcher = connect(DISPATCHER);
                Channel channel = dispatcher.createChannel()) {
            FixedTopology.declare(channel);
            FixedTopology.declareWorkQueue(channel, "file_pull8");
            FixedTopology.declareWorkQueue(channel, "file_pull9");
            channel.queueDeclare(OTHERS_QUEUE, true, false, false, Map.of());
            channel.queueDeclare(ANSWERS, true, false, false, Map.of());
            channel.queueBind(ANSWERS, Topology.ANSWERS, ANSWERS);
        }
        thief = connect(THIEF);
    }

    @AfterAll
    static void stopBroker() {
        rabbit.close();
    }

    static Stream<Named<Act>> work() {
        return Stream.of(
                act("own queue", channel -> {
                    channel.queueDeclare(OWN_QUEUE, false, true, true, Map.of());
                    channel.queueBind(OWN_QUEUE, Topology.CONTROL, "");
                    channel.basicConsume(OWN_QUEUE, true, (tag, delivery) -> {}, tag -> {});
                }),
                act("takes orders of its queue", channel -> channel.basicGet("file_pull8", true)),
                act("reports under its name", channel -> publish(channel, Topology.REPORTS, Topology.REPORTS, THIEF)),
                act("asks under its name", channel -> publish(channel, Topology.REQUESTS, Topology.REQUESTS, THIEF)),
                act("sends readings", channel -> publish(channel, Topology.BOARD, "", THIEF)),
                act("answers a dispatcher", channel -> publish(channel, Topology.ANSWERS, ANSWERS, THIEF)));
    }

    @ParameterizedTest
    @MethodSource("work")
    void aWorkersWorkIsAllowed(Act act) throws Exception {
        try (Channel channel = thief.createChannel()) {
            assertThatCode(() -> act.on(channel)).doesNotThrowAnyException();
            channel.queueDeclarePassive("file_pull8"); // whatever was refused would have closed the channel by now
        }
    }

    static Stream<Named<Act>> attacks() {
        return Stream.of(
                act("gets orders of another project", channel -> channel.basicGet("file_pull9", false)),
                act("consumes them", channel -> channel.basicConsume("file_pull9", (tag, one) -> {}, tag -> {})),
                act("purges them", channel -> channel.queuePurge("file_pull9")),
                act("reads reports", channel -> channel.basicGet(Topology.REPORTS, false)),
                act("reads requests", channel -> channel.basicGet(Topology.REQUESTS, false)),
                act("reads dead letters", channel -> channel.basicGet(Topology.DEAD, false)),
                act("reads answers", channel -> channel.basicGet(ANSWERS, false)),
                act("reads another worker's own queue", channel -> channel.basicGet(OTHERS_QUEUE, false)),
                act("declares a queue", channel -> channel.queueDeclare("mine", true, false, false, Map.of())),
                act("declares a queue without a name", Channel::queueDeclare),
                act("declares an exchange", channel -> channel.exchangeDeclare("mine", "fanout")),
                act("deletes its queue of orders", channel -> channel.queueDelete("file_pull8")),
                act("deletes another's", channel -> channel.queueDelete("file_pull9")),
                act("deletes the reports", channel -> channel.queueDelete(Topology.REPORTS)),
                act("deletes an exchange", channel -> channel.exchangeDelete(Topology.ORDERS)),
                act("binds its own queue to all orders", channel -> {
                    channel.queueDeclare(OWN_QUEUE, false, true, true, Map.of());
                    channel.queueBind(OWN_QUEUE, Topology.ORDERS, "#");
                }),
                act("binds its own queue to all reports", channel -> {
                    channel.queueDeclare(OWN_QUEUE, false, true, true, Map.of());
                    channel.queueBind(OWN_QUEUE, Topology.REPORTS, Topology.REPORTS);
                }),
                act(
                        "unbinds another's",
                        channel -> channel.queueUnbind("file_pull9", Topology.ORDERS, "queue.file_pull9")),
                act("binds exchanges", channel -> channel.exchangeBind(Topology.REPORTS, Topology.ORDERS, "#")),
                act(
                        "lets letters of its own queue die into orders",
                        channel -> channel.queueDeclare(
                                Topology.workerQueue(THIEF + "#11111111"),
                                false,
                                true,
                                true,
                                Map.of("x-dead-letter-exchange", Topology.ORDERS))),
                act(
                        "declares an exchange of its name that leads to orders",
                        channel -> channel.exchangeDeclare(
                                Topology.workerQueue(THIEF + "#22222222"),
                                "fanout",
                                false,
                                true,
                                Map.of("alternate-exchange", Topology.ORDERS))),
                act("publishes an order", channel -> publish(channel, Topology.ORDERS, "queue.file_pull9", THIEF)),
                act("publishes a cancel", channel -> publish(channel, Topology.CONTROL, "", THIEF)),
                act("publishes a dead letter", channel -> publish(channel, Topology.DEAD, "", THIEF)),
                act("publishes straight into a queue", channel -> publish(channel, "", "file_pull9", THIEF)),
                act("answers for the dispatcher", channel -> publish(channel, "", OTHERS_QUEUE, THIEF)));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void everythingElseIsRefused(Act act) throws Exception {
        assertThat(refusalOf(act)).isEqualTo(AMQP.ACCESS_REFUSED);
    }

    /** The broker validates the user id, so nobody reports under the name of another. */
    @Test
    void aReportUnderAnotherNameIsRefused() throws Exception {
        assertThat(refusalOf(channel -> publish(channel, Topology.REPORTS, Topology.REPORTS, OTHER)))
                .isEqualTo(AMQP.PRECONDITION_FAILED);
    }

    @Test
    void aRevokedWorkerLosesItsConnectionsWithinAMinuteAndComesBackNoMore() throws Exception {
        Certificates.permissions(rabbit, "worker", "to-be-revoked", "file_pull8");
        Connection first = connect("to-be-revoked");
        Connection second = connect("to-be-revoked");

        Certificates.permissions(rabbit, "revoke", "to-be-revoked");

        await().atMost(Duration.ofSeconds(60)).until(() -> !first.isOpen() && !second.isOpen());
        assertThatThrownBy(() -> connect("to-be-revoked")).isInstanceOf(IOException.class);
        assertThat(thief.isOpen()).as("nobody else is disturbed").isTrue();
    }

    private static int refusalOf(Act act) throws Exception {
        Channel channel = thief.createChannel();
        try {
            act.on(channel);
            channel.queueDeclarePassive("file_pull8");
            channel.close();
            return 0;
        } catch (Exception refused) {
            return codeOf(refused);
        }
    }

    private static int codeOf(Exception refused) throws Exception {
        for (@Nullable Throwable at = refused; at != null; at = at.getCause()) {
            if (at instanceof ShutdownSignalException closed
                    && closed.getReason() instanceof AMQP.Channel.Close reason) {
                return reason.getReplyCode();
            }
        }
        throw refused;
    }

    /** Returns when the broker has answered. */
    private static void publish(Channel channel, String exchange, String key, String user) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(
                exchange,
                key,
                new AMQP.BasicProperties.Builder().userId(user).build(),
                "{}".getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirms(10_000);
    }

    private static Named<Act> act(String name, Act act) {
        return Named.of(name, act);
    }

    private static Connection connect(String name) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(HOST);
        factory.setPort(rabbit.port());
        factory.useSslProtocol(certificates.as(name));
        factory.enableHostnameVerification();
        factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection(name);
    }
}
