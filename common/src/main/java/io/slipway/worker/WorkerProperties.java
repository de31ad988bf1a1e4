package io.slipway.worker;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
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
 * @param user this worker's user on the broker; stands in every message, and the worker's id begins with it. Empty: messages
 *     name no user
 * @param declare whether exchanges and queues are declared here too, default true; false needs no right but to the worker's own
 *     queue, and waits until a dispatcher has declared the rest
 * @param metricsPort where {@code GET /metrics} is answered, without a token; 0, the default, for nowhere
 * @param metricsAddress of which address, default 127.0.0.1
 * @param rsyncFloor oldest rsync that a worker which runs programs starts with, default 3.5.0; empty for any
 */
@ConfigurationProperties("slipway.worker")
public record WorkerProperties(
        @DefaultValue("") String host,
        @DefaultValue List<String> queues,
        @DefaultValue("16") int slots,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("10s") Duration replyTimeout,
        @DefaultValue("25s") Duration drain,
        @DefaultValue("") String user,
        @DefaultValue("true") boolean declare,
        @DefaultValue("0") int metricsPort,
        @DefaultValue("127.0.0.1") String metricsAddress,
        @DefaultValue("3.5.0") String rsyncFloor) {

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6}\\.\\d{1,6}(\\.\\d{1,6})?)?");

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
        if (!user.isEmpty() && !USER.matcher(user).matches()) {
            throw new IllegalArgumentException(
                    "slipway.worker.user: letters, digits and . _ @ -, at most 64, not " + user);
        }
        if (!VERSION.matcher(rsyncFloor).matches()) {
            throw new IllegalArgumentException(
                    "slipway.worker.rsync-floor: a version such as 3.5.0, or empty, not " + rsyncFloor);
        }
    }
}
