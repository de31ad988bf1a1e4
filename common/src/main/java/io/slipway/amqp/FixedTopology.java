package io.slipway.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.slipway.contract.BrokerDialect;
import io.slipway.contract.Topology;
import java.io.IOException;

/** Declares every exchange and queue that no queue mapping names. Both sides do it, so either may start first. */
public final class FixedTopology {
    private FixedTopology() {}

    public static void declare(Channel channel) throws IOException {
        BrokerDialect dialect = BrokerDialect.of(channel.getConnection());
        channel.exchangeDeclare(Topology.DEAD, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(Topology.DEAD, true, false, false, dialect.deadQueue());
        channel.queueBind(Topology.DEAD, Topology.DEAD, "");
        channel.exchangeDeclare(Topology.ORDERS, BuiltinExchangeType.TOPIC, true);
        channel.exchangeDeclare(Topology.CONTROL, BuiltinExchangeType.FANOUT, true);
        channel.exchangeDeclare(Topology.BOARD, BuiltinExchangeType.FANOUT, true);
        channel.exchangeDeclare(Topology.ANSWERS, BuiltinExchangeType.DIRECT, true);
        direct(channel, Topology.REPORTS, dialect);
        direct(channel, Topology.REQUESTS, dialect);
    }

    /** Declares a queue of work orders with its one binding, which never changes. */
    public static void declareWorkQueue(Channel channel, String queue) throws IOException {
        channel.queueDeclare(
                queue,
                true,
                false,
                false,
                BrokerDialect.of(channel.getConnection()).workQueue(Topology.DEAD));
        channel.queueBind(queue, Topology.ORDERS, Topology.routingKey(queue));
    }

    private static void direct(Channel channel, String name, BrokerDialect dialect) throws IOException {
        channel.exchangeDeclare(name, BuiltinExchangeType.DIRECT, true);
        channel.queueDeclare(name, true, false, false, dialect.workQueue(Topology.DEAD));
        channel.queueBind(name, name, name);
    }
}
