package io.slipway.dispatcher.report;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.WorkerRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/** Takes questions of workers and answers to the queue they name; what is asked is stored before the answer leaves. */
final class RequestListener implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(RequestListener.class);

    private final RequestHandler handler;
    private final SenderCheck senders;

    RequestListener(RequestHandler handler, SenderCheck senders) {
        this.handler = handler;
        this.senders = senders;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel given) throws IOException {
        Channel channel = Objects.requireNonNull(given, "manual acknowledgement needs the channel");
        long tag = message.getMessageProperties().getDeliveryTag();
        try {
            WorkerRequest request =
                    MessageCodec.decode(message.getBody(), WorkerRequest.class, MessageLimits.REPORT_BYTES);
            String user = message.getMessageProperties().getReceivedUserId();
            String replyTo = message.getMessageProperties().getReplyTo();
            if (!senders.mayAsk(user, request) || replyTo != null && !senders.mayBeAnswered(user, replyTo)) {
                channel.basicAck(tag, false);
                return;
            }
            DispatcherReply reply = handler.answer(request);
            if (replyTo != null) {
                // Not mandatory: a worker that went away meanwhile asks again when it is back.
                AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                        .correlationId(message.getMessageProperties().getCorrelationId())
                        .contentType("application/json")
                        .build();
                channel.basicPublish("", replyTo, properties, MessageCodec.encode(reply));
            }
            channel.basicAck(tag, false);
        } catch (BadMessageException e) {
            log.warn("request goes to the dead letters: {}", e.getMessage());
            channel.basicReject(tag, false);
        } catch (RuntimeException e) { // the store is away: the worker hears nothing and asks again
            log.warn("a request stays without an answer", e);
            channel.basicAck(tag, false);
        }
    }
}
