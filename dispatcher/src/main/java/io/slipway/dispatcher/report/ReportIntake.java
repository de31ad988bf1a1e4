package io.slipway.dispatcher.report;

import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.dispatcher.store.StoreAway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Takes reports and stores together whatever has come meanwhile: one at once where little happens, many where much does, and
 * none ever waits for another. They are acknowledged after the store has them; the prefetch bounds how many are here.
 */
public final class ReportIntake implements ChannelAwareMessageListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReportIntake.class);

    /** Name of the timer: from the delivery of a report until it is stored. */
    public static final String LAG = "slipway.report.lag";

    private static final long PAUSE_AFTER_FAULT_MILLIS = 500;

    private final ReportHandler handler;
    private final SenderCheck senders;
    private final Consumer<List<String>> ended;
    private final int batch;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Thread thread;

    private final Timer lag;

    private record Received(SenderCheck.Said said, Channel channel, long tag, long atNanos) {}

    /**
     * @param senders leaves out what its sender may not say
     * @param ended hears at once of targets that ended, before it is stored
     * @param batch most reports stored together
     */
    ReportIntake(
            ReportHandler handler, SenderCheck senders, Consumer<List<String>> ended, int batch, MeterRegistry meters) {
        this.handler = handler;
        this.senders = senders;
        this.ended = ended;
        this.batch = batch;
        this.lag = Timer.builder(LAG)
                .description("From the delivery of a report until the store has it")
                .register(meters);
        this.thread = new Thread(this::run, "report-intake");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onMessage(Message message, @Nullable Channel given) throws IOException {
        Channel channel = Objects.requireNonNull(given, "manual acknowledgement needs the channel");
        long tag = message.getMessageProperties().getDeliveryTag();
        try {
            Report report = MessageCodec.decode(message.getBody(), Report.class, MessageLimits.REPORT_BYTES);
            if (!senders.checks()) {
                tellEnded(List.of(report));
            }
            String user = message.getMessageProperties().getReceivedUserId();
            received.add(new Received(new SenderCheck.Said(report, user), channel, tag, System.nanoTime()));
        } catch (BadMessageException e) {
            log.warn("report goes to the dead letters: {}", e.getMessage());
            channel.basicReject(tag, false);
        }
    }

    /** Whether reports will ever be stored again. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** What is not acknowledged by now comes again. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        List<Received> next = new ArrayList<>();
        try {
            while (true) {
                next.add(received.take());
                received.drainTo(next, batch - 1);
                for (List<Received> same : byChannel(next)) {
                    settle(same);
                }
                next.clear();
            }
        } catch (InterruptedException e) {
            log.debug("closed");
        }
    }

    /** Neighbours of one channel together: a tag means nothing on another. */
    private static List<List<Received>> byChannel(List<Received> all) {
        List<List<Received>> groups = new ArrayList<>();
        for (Received one : all) {
            List<Received> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty() || last.get(0).channel() != one.channel()) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(one);
        }
        return groups;
    }

    private void settle(List<Received> same) throws InterruptedException {
        List<SenderCheck.Said> said = same.stream().map(Received::said).toList();
        Channel channel = same.get(0).channel();
        long last = same.get(same.size() - 1).tag();
        while (channel.isOpen()) { // on a new one they come again, and change nothing twice
            try {
                List<Report> reports = senders.honest(said);
                if (senders.checks()) {
                    tellEnded(reports);
                }
                handler.handle(reports);
                long now = System.nanoTime();
                same.forEach(one -> lag.record(now - one.atNanos(), TimeUnit.NANOSECONDS));
                channel.basicAck(last, true);
                return;
            } catch (IOException e) {
                log.info("{} reports stored, not acknowledged: {}", said.size(), e.toString());
                return;
            } catch (RuntimeException e) {
                log.warn("{} reports not stored yet", said.size(), e);
                TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAULT_MILLIS);
                // While the store is away they are kept here: a broker counts deliveries, and after some a report is
                // dead.
                if (!StoreAway.causes(e)) {
                    handBack(channel, last);
                    return;
                }
            }
        }
    }

    private void tellEnded(List<Report> reports) {
        ended.accept(reports.stream()
                .filter(TargetFinished.class::isInstance)
                .map(report -> ((TargetFinished) report).targetId())
                .toList());
    }

    private static void handBack(Channel channel, long last) {
        try {
            channel.basicNack(last, true, true);
        } catch (IOException | RuntimeException e) {
            log.info("reports not handed back, the channel is gone: {}", e.toString());
        }
    }
}
