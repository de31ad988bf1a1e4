package io.slipway.worker;

import com.rabbitmq.client.AMQP;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Probe;
import io.slipway.contract.ProbeAnswer;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Topology;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers to probes to the queue they name, in parts below the limit of a message. Not repeated: the asker asks again. */
final class ProbeReplies {
    private static final Logger log = LoggerFactory.getLogger(ProbeReplies.class);
    /** What the rest of a part takes, and reserve. */
    private static final int PART_BYTES = MessageLimits.PROBE_BYTES - 8 * 1024;

    private final String workerId;
    private final ConfirmedPublisher publisher;
    private final Clock clock;

    ProbeReplies(String workerId, ConfirmedPublisher publisher, Clock clock) {
        this.workerId = workerId;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Says at once that the worker is there, and what its clock shows. */
    void heard(Probe probe, String replyTo) {
        send(probe, replyTo, false, List.of());
    }

    void found(Probe probe, String replyTo, List<ProbeCell> cells) {
        List<ProbeCell> part = new ArrayList<>();
        int bytes = 0;
        for (ProbeCell cell : cells) {
            int more = MessageCodec.encode(cell).length + 1;
            if (bytes + more > PART_BYTES) {
                send(probe, replyTo, false, List.copyOf(part));
                part.clear();
                bytes = 0;
            }
            part.add(cell);
            bytes += more;
        }
        send(probe, replyTo, true, List.copyOf(part));
    }

    private void send(Probe probe, String replyTo, boolean last, List<ProbeCell> cells) {
        ProbeAnswer answer = new ProbeAnswer(probe.probeId(), workerId, clock.millis(), last, cells);
        publisher
                .publish(
                        Topology.answerExchange(replyTo),
                        replyTo,
                        UUID.randomUUID().toString(),
                        MessageCodec.encode(answer),
                        new AMQP.BasicProperties.Builder().correlationId(probe.probeId()))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        log.info("nobody waits for the answer to probe {}: {}", probe.probeId(), failure.getMessage());
                    }
                });
    }
}
