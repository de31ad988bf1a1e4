package io.slipway.worker;

import io.slipway.contract.BadMessageException;
import io.slipway.contract.ControlMessage;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Probe;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/** Reads the worker's own queue: answers from the dispatcher, broadcasts, probes and questions. */
final class WorkerQueueListener implements MessageListener {
    private static final Logger log = LoggerFactory.getLogger(WorkerQueueListener.class);
    private static final int MAX_BYTES = MessageLimits.MANIFEST_BYTES * 2;

    private final DispatcherLine dispatcher;
    private final RunningOrders running;
    private final ProbeDesk probes;
    private final SideDesk side;

    WorkerQueueListener(DispatcherLine dispatcher, RunningOrders running, ProbeDesk probes, SideDesk side) {
        this.dispatcher = dispatcher;
        this.running = running;
        this.probes = probes;
        this.side = side;
    }

    @Override
    public void onMessage(Message message) {
        try {
            if (Topology.CONTROL.equals(message.getMessageProperties().getReceivedExchange())) {
                control(MessageCodec.decode(message.getBody(), ControlMessage.class, MessageLimits.ORDER_BYTES));
            } else if (Probe.TYPE.equals(message.getMessageProperties().getType())) {
                probe(message);
            } else if (WorkerQuestion.TYPE.equals(message.getMessageProperties().getType())) {
                question(message);
            } else {
                String id = message.getMessageProperties().getCorrelationId();
                if (id != null) {
                    dispatcher.answered(id, MessageCodec.decode(message.getBody(), DispatcherReply.class, MAX_BYTES));
                }
            }
        } catch (BadMessageException e) {
            // Nobody else can use it: the asker asks again, and a missed broadcast is told at the next hello.
            log.warn("unreadable message on the worker's own queue: {}", e.getMessage());
        }
    }

    private void probe(Message message) {
        Probe probe = MessageCodec.decode(message.getBody(), Probe.class, MessageLimits.PROBE_BYTES);
        String replyTo = message.getMessageProperties().getReplyTo();
        if (replyTo != null) {
            probes.take(probe, replyTo);
        }
    }

    private void question(Message message) {
        WorkerQuestion question =
                MessageCodec.decode(message.getBody(), WorkerQuestion.class, MessageLimits.QUESTION_BYTES);
        String replyTo = message.getMessageProperties().getReplyTo();
        if (replyTo != null) {
            side.asked(question, replyTo);
        }
    }

    private void control(ControlMessage message) {
        if (message instanceof ControlMessage.CancelJob) {
            running.cancelJob(message.jobId());
        } else {
            running.resumeJob(message.jobId());
        }
    }
}
