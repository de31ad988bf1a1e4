package io.slipway.contract;

import com.rabbitmq.client.Connection;
import java.util.Map;

/**
 * How each broker is told what our queues are: one logical topology, two sets of declaration arguments.
 *
 * <p>The same on both, found by experiment with RabbitMQ 3.10.8 (quorum queues) and Qpid Broker-J 10.1.0, and proven for
 * each by {@code QueueSemanticsTest} in {@code deploy/standalone}:
 *
 * <ul>
 *   <li>A persistent, mandatory publish has succeeded when it was acked <em>and</em> not returned. Unroutable is "return,
 *       then ack" on RabbitMQ and "nack, then return" on Broker-J; the connection stays open.
 *   <li>Reject or nack without requeue moves the message once to the dead exchange, with body, headers, message id and
 *       routing key unchanged, and it is not delivered again. Rejected in the dead queue, it is gone.
 *   <li>Requeued messages and those of a lost connection come back with the redelivered flag; prefetch is honoured;
 *       queues, bindings and persistent messages survive a restart; the same declaration again is accepted.
 * </ul>
 *
 * <p>Different, so nothing may depend on it:
 *
 * <ul>
 *   <li>Only RabbitMQ limits requeueing (20 times, then the message is a dead letter) and adds {@code x-death} headers.
 *       After a dead letter the exchange is the dead one on RabbitMQ and the original one on Broker-J.
 *   <li>Broker-J refuses a work queue whose dead exchange is not there; RabbitMQ takes it. Declare the dead exchange and
 *       its queue first.
 *   <li>A declaration with other arguments ends the channel with 406 on RabbitMQ; Broker-J accepts it and changes
 *       nothing. To change arguments, use a new queue name.
 *   <li>A RabbitMQ node that is killed within half a second of a quorum queue's declaration brings the queue back
 *       unusable (each operation hangs for a minute); delete and declare it again.
 *   <li>A wrong password is an {@code AuthenticationFailureException} from RabbitMQ, only a
 *       {@code PossibleAuthenticationFailureException} (its superclass) from Broker-J.
 * </ul>
 */
public enum BrokerDialect {
    /** RabbitMQ 3.10 or newer with quorum queues: replicated in a cluster, each message on disk before its confirm. */
    RABBITMQ("RabbitMQ") {
        /** Dead-lettering at least once needs {@code reject-publish}; otherwise a dead letter can be lost on its way. */
        @Override
        public Map<String, Object> workQueue(String deadExchange) {
            return Map.of(
                    "x-queue-type", "quorum",
                    "x-dead-letter-exchange", deadExchange,
                    "x-dead-letter-strategy", "at-least-once",
                    "x-overflow", "reject-publish",
                    "x-delivery-limit", DELIVERY_LIMIT);
        }

        @Override
        public Map<String, Object> deadQueue() {
            return Map.of("x-queue-type", "quorum");
        }

        @Override
        public Map<String, Object> boardQueue() {
            return Map.of("x-max-length", BOARD_BATCHES, "x-overflow", "drop-head", "x-message-ttl", BOARD_MILLIS);
        }
    },

    /** The embedded Qpid Broker-J. */
    BROKER_J("Apache Qpid Broker-J") {
        /** One delivery attempt makes "reject" mean "to the dead letters"; unlimited, the default, is a hot loop. */
        @Override
        public Map<String, Object> workQueue(String deadExchange) {
            return Map.of("maximumDeliveryAttempts", 1, "alternateBinding", Map.of("destination", deadExchange));
        }

        @Override
        public Map<String, Object> deadQueue() {
            return Map.of("maximumDeliveryAttempts", 1);
        }

        @Override
        public Map<String, Object> boardQueue() {
            return Map.of(
                    "maximumDeliveryAttempts", 1, "maximumQueueDepthMessages", BOARD_BATCHES, "overflowPolicy", "RING");
        }
    };

    private static final int DELIVERY_LIMIT = 20;
    private static final int BOARD_BATCHES = 500;
    private static final int BOARD_MILLIS = 15_000;

    private final String product;

    BrokerDialect(String product) {
        this.product = product;
    }

    /**
     * Arguments for a durable queue of work orders whose rejected messages go to that exchange.
     *
     * @param deadExchange a durable fanout exchange, already declared and with its queue bound
     */
    public abstract Map<String, Object> workQueue(String deadExchange);

    /** Arguments for a durable queue that is the end of the line: dead letters, reports. */
    public abstract Map<String, Object> deadQueue();

    /** Arguments for a queue of readings: bounded, the oldest are thrown away, since newer ones replace them. */
    public abstract Map<String, Object> boardQueue();

    /**
     * The dialect of the broker at the other end, told by its server property {@code product}: {@code RabbitMQ} or
     * {@code Apache Qpid Broker-J Core}.
     *
     * @throws IllegalArgumentException for another broker
     */
    public static BrokerDialect of(Connection connection) {
        String product = String.valueOf(connection.getServerProperties().get("product"));
        for (BrokerDialect dialect : values()) {
            if (product.startsWith(dialect.product)) {
                return dialect;
            }
        }
        throw new IllegalArgumentException("neither RabbitMQ nor Broker-J: " + product);
    }
}
