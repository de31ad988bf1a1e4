package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.ControlMessage;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Topology;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broadcasts to all workers. A worker that misses one is told by the welcome of its next hello. */
public final class ControlChannel {
    private static final Logger log = LoggerFactory.getLogger(ControlChannel.class);

    private final ConfirmedPublisher publisher;

    public ControlChannel(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    public void broadcast(ControlMessage message) {
        publisher
                .publish(Topology.CONTROL, "", UUID.randomUUID().toString(), MessageCodec.encode(message))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.info("{} reached no worker: {}", message, failure.getMessage());
                    }
                });
    }
}
