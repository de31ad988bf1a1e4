package io.slipway.dispatcher.report;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * The end of every message nobody could use. A work order ends its target, so no job waits for it for ever; the message id
 * names target and attempt, so that works even where the body cannot be read. Everything is counted, logged and kept in the
 * store for people to look at; nothing is requeued by itself.
 */
public final class DeadLetterListener implements MessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterListener.class);

    private static final Set<String> FROM_WORKERS = Set.of(Topology.REPORTS, Topology.REQUESTS);

    private final ReportHandler reports;
    private final Letters letters;
    private final DeadLetterStore store;
    private final AtomicLong count = new AtomicLong();

    DeadLetterListener(ReportHandler reports, Letters letters, DeadLetterStore store) {
        this.reports = reports;
        this.letters = letters;
        this.store = store;
    }

    /** Dead letters since the start. */
    public long count() {
        return count.get();
    }

    @Override
    public void onMessage(Message message) {
        DeadLetter letter = letters.read(message);
        log.error(
                "dead letter {}: id {}, {} bytes, from {}",
                count.incrementAndGet(),
                letter.messageId(),
                message.getBody().length,
                letter.queue());
        end(letter);
        store.add(letter);
    }

    /** Only what died as an order: with a bad report, its sender could otherwise name any target and end it. */
    private void end(DeadLetter letter) {
        if (letter.targetId() != null && !FROM_WORKERS.contains(letter.queue())) {
            reports.handle(List.of(new TargetFinished(
                    letter.targetId(),
                    letter.attempt(),
                    OutcomeKind.FAILED,
                    Failure.of(FailureCode.DEAD_LETTER, "no worker could read the order"),
                    Map.of(),
                    0,
                    0)));
        }
    }
}
