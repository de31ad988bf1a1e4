package io.slipway.standalone;

import com.rabbitmq.client.Channel;
import io.slipway.contract.BrokerDialect;
import java.io.IOException;
import java.util.UUID;

/**
 * A work queue behind a topic exchange with its dead letters behind a fanout, as in production, under names of their own.
 */
record QueueTopology(String orders, String work, String deadExchange, String dead) {
    static final String ROUTING_KEY = "file-push.ssss.大陆";
    private static final String BINDING = "file-push.ssss.*";

    static QueueTopology unique() {
        String suffix = "." + UUID.randomUUID();
        return new QueueTopology("orders" + suffix, "work" + suffix, "dead-exchange" + suffix, "dead" + suffix);
    }

    /** The dead letters come first: Broker-J refuses an alternate binding to an exchange that is not there. */
    void declare(Channel channel, BrokerDialect dialect) throws IOException {
        channel.exchangeDeclare(deadExchange, "fanout", true);
        channel.queueDeclare(dead, true, false, false, dialect.deadQueue());
        channel.queueBind(dead, deadExchange, "");
        channel.exchangeDeclare(orders, "topic", true);
        channel.queueDeclare(work, true, false, false, dialect.workQueue(deadExchange));
        channel.queueBind(work, orders, BINDING);
    }
}
