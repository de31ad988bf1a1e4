package io.slipway.worker;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings every worker has.
 *
 * @param host name shown to people, default the machine's host name
 * @param queues queues of work orders to take from, at least one
 * @param slots orders run at once, 1 to 256, default 16
 * @param heartbeat time between heartbeats, default 5 s; the dispatcher's lease is six of them
 * @param replyTimeout how long to wait for the dispatcher's answer to one question, default 10 s
 * @param drain how long a stop waits for running orders before it hands them back, default 25 s
 * @param metricsPort where {@code GET /metrics} is answered, without a token; 0, the default, for nowhere
 * @param metricsAddress of which address, default 127.0.0.1
 */
@ConfigurationProperties("slipway.worker")
public record WorkerProperties(
        @DefaultValue("") String host,
        @DefaultValue List<String> queues,
        @DefaultValue("16") int slots,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("10s") Duration replyTimeout,
        @DefaultValue("25s") Duration drain,
        @DefaultValue("0") int metricsPort,
        @DefaultValue("127.0.0.1") String metricsAddress) {

    public WorkerProperties {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("slipway.worker.queues: name at least one queue");
        }
        if (slots < 1 || slots > 256) {
            throw new IllegalArgumentException("slipway.worker.slots: 1 to 256, not " + slots);
        }
        if (metricsPort < 0 || metricsPort > 65_535) {
            throw new IllegalArgumentException("slipway.worker.metrics-port: 0 to 65535, not " + metricsPort);
        }
    }
}
