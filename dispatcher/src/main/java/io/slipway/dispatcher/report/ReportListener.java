package io.slipway.dispatcher.report;

import com.rabbitmq.client.Channel;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Report;
import io.slipway.dispatcher.store.StoreAway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;

/** Takes reports in batches; they are acknowledged after the store has them. */
final class ReportListener implements ChannelAwareBatchMessageListener {
    private static final Logger log = LoggerFactory.getLogger(ReportListener.class);

    private static final long PAUSE_AFTER_FAULT_MILLIS = 500;

    private final ReportHandler handler;

    ReportListener(ReportHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onMessageBatch(List<Message> messages, @Nullable Channel given) {
        Channel channel = Objects.requireNonNull(given, "manual acknowledgement needs the channel");
        List<Report> reports = new ArrayList<>();
        try {
            long lastGood = 0;
            for (Message message : messages) {
                long tag = message.getMessageProperties().getDeliveryTag();
                try {
                    reports.add(MessageCodec.decode(message.getBody(), Report.class, MessageLimits.REPORT_BYTES));
                    lastGood = tag;
                } catch (BadMessageException e) {
                    log.warn("report goes to the dead letters: {}", e.getMessage());
                    channel.basicReject(tag, false);
                }
            }
            if (!reports.isEmpty()) {
                settle(reports, lastGood, channel);
            }
        } catch (IOException e) { // the channel is gone: unacknowledged reports come again and change nothing twice
            throw new IllegalStateException("reports not acknowledged", e);
        }
    }

    /** @param last a tag that is not settled yet: a broker closes the channel over one it does not know any more */
    private void settle(List<Report> reports, long last, Channel channel) throws IOException {
        while (true) {
            try {
                handler.handle(reports);
                channel.basicAck(last, true);
                return;
            } catch (RuntimeException e) {
                log.warn("{} reports not stored yet", reports.size(), e);
                boolean waited = pause();
                // While the store is away they are kept here: a broker counts deliveries, and after some a report is
                // dead.
                if (!waited || !channel.isOpen() || !StoreAway.causes(e)) {
                    channel.basicNack(last, true, true); // all of them come again, and change nothing twice
                    return;
                }
            }
        }
    }

    /** @return false where the dispatcher stops */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAULT_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
