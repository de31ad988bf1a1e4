package io.slipway.dispatcher.report;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.TargetFinished;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * The end of every message nobody could use. A work order ends its target, so no job waits for it for ever; the message id
 * names target and attempt, so that works even where the body cannot be read. Everything is counted and logged, nothing is
 * requeued.
 */
public final class DeadLetterListener implements MessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterListener.class);
    private static final Pattern ORDER_ID = Pattern.compile("(.+)#(\\d{1,9})");

    private final ReportHandler reports;
    private final AtomicLong count = new AtomicLong();

    public DeadLetterListener(ReportHandler reports) {
        this.reports = reports;
    }

    /** Dead letters since the start. */
    public long count() {
        return count.get();
    }

    @Override
    public void onMessage(Message message) {
        count.incrementAndGet();
        String id = message.getMessageProperties().getMessageId();
        log.error(
                "dead letter {}: id {}, {} bytes, from {}",
                count.get(),
                id,
                message.getBody().length,
                message.getMessageProperties().getReceivedExchange());
        end(id);
    }

    private void end(@Nullable String messageId) {
        Matcher order = ORDER_ID.matcher(messageId == null ? "" : messageId);
        if (order.matches()) {
            reports.handle(List.of(new TargetFinished(
                    order.group(1),
                    Integer.parseInt(order.group(2)),
                    OutcomeKind.FAILED,
                    Failure.of(FailureCode.DEAD_LETTER, "no worker could read the order"),
                    Map.of(),
                    0,
                    0)));
        }
    }
}
