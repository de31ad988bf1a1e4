package io.slipway.worker;

import com.rabbitmq.client.Channel;
import io.slipway.contract.BadMessageException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/** Takes orders from the queues and acknowledges them last. */
final class OrderListener implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(OrderListener.class);

    private final OrderExecution execution;
    private final WelcomeGate gate;

    OrderListener(OrderExecution execution, WelcomeGate gate) {
        this.execution = execution;
        this.gate = gate;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel given) throws IOException {
        Channel channel = Objects.requireNonNull(given, "manual acknowledgement needs the channel");
        long tag = message.getMessageProperties().getDeliveryTag();
        try {
            gate.await();
            execution.execute(message.getBody());
            channel.basicAck(tag, false);
        } catch (BadMessageException e) {
            log.warn("order goes to the dead letters: {}", e.getMessage());
            channel.basicReject(tag, false);
        } catch (RuntimeException e) { // a fault of the runtime itself: not done, so it is delivered again
            log.error("order handed back", e);
            channel.basicReject(tag, true);
        } catch (InterruptedException e) {
            channel.basicReject(tag, true); // not done: another worker may have it
            Thread.currentThread().interrupt();
        }
    }
}
