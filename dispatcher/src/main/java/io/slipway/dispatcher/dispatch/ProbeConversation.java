package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Probe;
import io.slipway.contract.ProbeAnswer;
import io.slipway.contract.Topology;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions of one preflight and their answers. They come in on an exclusive, auto-delete queue of this conversation's
 * connection, so that nothing is left on the broker however it ends.
 */
public final class ProbeConversation implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProbeConversation.class);
    private static final int CLOSE_MILLIS = 2000;

    private final Connection connection;
    private final ConfirmedPublisher publisher;
    private final Clock clock;
    private final String queue = Topology.preflightQueue(UUID.randomUUID().toString());
    private final Map<String, ProbeInquiry> inquiries = new ConcurrentHashMap<>();

    private ProbeConversation(Connection connection, ConfirmedPublisher publisher, Clock clock) {
        this.connection = connection;
        this.publisher = publisher;
        this.clock = clock;
    }

    static ProbeConversation on(Connection connection, ConfirmedPublisher publisher, Clock clock) throws IOException {
        ProbeConversation conversation = new ProbeConversation(connection, publisher, clock);
        Channel channel = connection.createChannel();
        channel.queueDeclare(conversation.queue, false, true, true, Map.of());
        channel.queueBind(conversation.queue, Topology.ANSWERS, conversation.queue);
        channel.basicConsume(conversation.queue, true, (tag, delivery) -> conversation.answered(delivery), tag -> {});
        return conversation;
    }

    /**
     * Asks one worker; its own queue takes the question or the broker gives it back.
     *
     * @param probe with an id that no other probe has
     */
    public ProbeInquiry ask(String workerId, Probe probe) {
        ProbeInquiry inquiry = new ProbeInquiry(clock);
        inquiries.put(probe.probeId(), inquiry);
        AMQP.BasicProperties.Builder headers = new AMQP.BasicProperties.Builder()
                .type(Probe.TYPE)
                .correlationId(probe.probeId())
                .replyTo(queue);
        publisher
                .publish("", Topology.workerQueue(workerId), probe.probeId(), MessageCodec.encode(probe), headers)
                .whenComplete((done, failure) -> inquiry.sent(failure));
        return inquiry;
    }

    @Override
    public void close() {
        connection.abort(CLOSE_MILLIS);
    }

    private void answered(Delivery delivery) {
        try {
            ProbeAnswer answer = MessageCodec.decode(delivery.getBody(), ProbeAnswer.class, MessageLimits.PROBE_BYTES);
            ProbeInquiry inquiry = inquiries.get(answer.probeId());
            if (inquiry != null) {
                inquiry.take(answer);
            }
        } catch (BadMessageException e) { // shown as no answer
            log.warn("unreadable answer to a probe: {}", e.getMessage());
        }
    }
}
