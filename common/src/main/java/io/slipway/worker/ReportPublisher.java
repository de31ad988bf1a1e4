package io.slipway.worker;

import com.rabbitmq.client.AMQP;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Report;
import io.slipway.contract.Topology;
import io.slipway.trace.LogMarks;
import io.slipway.trace.Trace;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports to the dispatcher. */
final class ReportPublisher {
    private static final Logger log = LoggerFactory.getLogger(ReportPublisher.class);
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ConfirmedPublisher publisher;

    ReportPublisher(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    /** For reports whose loss does no harm: started, progress, heartbeat. Keeps their order before later reports. */
    void send(Report report) {
        publish(report);
    }

    /** As {@link #send(Report)}; hears where the broker has it. */
    void send(Report report, Runnable confirmed) {
        publish(report).whenComplete((done, failure) -> {
            if (failure == null) {
                confirmed.run();
            }
        });
    }

    /** Publishes until the broker has confirmed; a report is the only thing that frees a target early. */
    void sendConfirmed(Report report) throws InterruptedException {
        long pauseMillis = 50;
        while (true) {
            try {
                publish(report).get(CONFIRM_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException | TimeoutException e) {
                log.info("report not confirmed, publishing again: {}", e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE.toMillis());
        }
    }

    /** With the trace of the order this thread works on. */
    private static AMQP.BasicProperties.Builder headers() {
        AMQP.BasicProperties.Builder headers = new AMQP.BasicProperties.Builder();
        LogMarks.trace()
                .ifPresent(trace ->
                        headers.headers(Map.of(Trace.HEADER, trace.next().header())));
        return headers;
    }

    private CompletableFuture<Void> publish(Report report) {
        return publisher.publish(
                Topology.REPORTS,
                Topology.REPORTS,
                UUID.randomUUID().toString(),
                MessageCodec.encode(report),
                headers());
    }
}
