package io.slipway.worker;

import com.rabbitmq.client.Channel;
import io.slipway.contract.BadMessageException;
import io.slipway.trace.LogMarks;
import io.slipway.trace.Trace;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
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
    private final Semaphore slots;

    /** @param slots orders of all queues together that may run at once */
    OrderListener(OrderExecution execution, WelcomeGate gate, Semaphore slots) {
        this.slots = slots;
        this.execution = execution;
        this.gate = gate;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel given) throws IOException {
        Channel channel = Objects.requireNonNull(given, "manual acknowledgement needs the channel");
        long tag = message.getMessageProperties().getDeliveryTag();
        try (LogMarks marks = marks(message)) {
            executeInSlot(message.getBody());
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

    /** The trace of the request the order came of, so that the reports go on with it. */
    private static LogMarks marks(Message message) {
        Object header = message.getMessageProperties().getHeader(Trace.HEADER);
        LogMarks marks = LogMarks.open();
        Trace.parse(header == null ? null : header.toString()).map(Trace::next).ifPresent(marks::with);
        return marks;
    }

    private void executeInSlot(byte[] order) throws InterruptedException {
        slots.acquire();
        try {
            gate.await(); // in the slot: one that waited for it while the worker was stopped does not start
            execution.execute(order);
        } finally {
            slots.release();
        }
    }
}
