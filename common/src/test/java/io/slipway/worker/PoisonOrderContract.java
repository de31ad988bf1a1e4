package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.WorkerHello;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of bodies that are no order, on whichever broker: one dead letter, no loop, no class loaded. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PoisonOrderContract {
    private static final String QUEUE = "poisoned";
    private static final int TOO_MANY = 10 * 1024 * 1024;

    private DispatcherEnd dispatcher;
    private WorkerUnderTest worker;

    /** Starts the broker and says where it is. */
    protected abstract String startBroker();

    protected abstract void stopBroker();

    @BeforeAll
    final void startWorker() throws Exception {
        String amqpUri = startBroker();
        dispatcher = new DispatcherEnd(amqpUri);
        dispatcher.declare(QUEUE);
        worker = new WorkerUnderTest(amqpUri, QUEUE, 1, Duration.ofSeconds(2)).start();
    }

    @AfterAll
    final void stopWorker() throws Exception {
        try {
            if (worker != null) {
                worker.close();
            }
            if (dispatcher != null) {
                dispatcher.close();
            }
        } finally {
            stopBroker();
        }
    }

    @BeforeEach
    final void forgetTheMark() {
        System.clearProperty(Canary.MARK);
    }

    static Stream<Arguments> poisons() throws IOException {
        byte[] hello = MessageCodec.encode(new WorkerHello("w"));
        return Stream.of(
                Arguments.of("nothing", new byte[0], json()),
                Arguments.of("bad JSON", text("{\"kind\":\"pull_files\","), json()),
                Arguments.of("wrong kind", hello, json()),
                Arguments.of("a kind of a later version", text("{\"kind\":\"pull_files_v9\"}"), json()),
                Arguments.of("a class as kind", text("{\"kind\":\"" + PoisonClass.NAME + "\"}"), json()),
                Arguments.of("oversize by one", new byte[MessageLimits.ORDER_BYTES + 1], json()),
                Arguments.of("10 MB", new byte[TOO_MANY], json()),
                Arguments.of("Java-serialized", serialized(), type("application/x-java-serialized-object")),
                Arguments.of("Java-serialized, called JSON", serialized(), json()),
                Arguments.of("__TypeId__", text("{}"), typeId()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poisons")
    void whatIsNoOrderIsOneDeadLetterAndTheNextOrderIsDone(
            String what, byte[] body, AMQP.BasicProperties.Builder properties) throws Exception {
        String after = "after " + what;
        dispatcher.send(QUEUE, body, properties.messageId("t#1"));
        dispatcher.order(QUEUE, Orders.pull(after));

        // One slot: what comes after is taken only once the poison is settled.
        assertThat(dispatcher.awaitFinished(after).outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        GetResponse dead = await().until(dispatcher::deadLetter, letter -> letter != null);
        assertThat(dead.getBody()).isEqualTo(body);
        assertThat(dead.getProps().getMessageId()).isEqualTo("t#1");
        assertThat(dispatcher.deadLetter()).isNull();
        assertThat(dispatcher.depth(QUEUE)).isZero();
        assertThat(worker.handled()).last().isEqualTo(after + "#1");
        assertThat(worker.handled()).doesNotContain("t#1");
        assertThat(System.getProperty(Canary.MARK)).isNull();
    }

    @Test
    void aTypeHeaderOnARealOrderChangesNothing() throws Exception {
        dispatcher.send(QUEUE, MessageCodec.encode(Orders.pull("typed")), typeId());

        assertThat(dispatcher.awaitFinished("typed").outcome()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(System.getProperty(Canary.MARK)).isNull();
    }

    private static AMQP.BasicProperties.Builder json() {
        return type("application/json");
    }

    private static AMQP.BasicProperties.Builder typeId() {
        return json().headers(Map.of("__TypeId__", PoisonClass.NAME, "__ContentTypeId__", PoisonClass.NAME));
    }

    private static AMQP.BasicProperties.Builder type(String contentType) {
        return new AMQP.BasicProperties.Builder().contentType(contentType);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Canary());
        }
        return bytes.toByteArray();
    }
}
