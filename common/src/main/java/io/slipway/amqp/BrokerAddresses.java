package io.slipway.amqp;

import com.rabbitmq.client.Address;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;

/** Connections of our own beside Spring's, with its settings and to all the addresses of the cluster, in turn. */
public final class BrokerAddresses {
    private BrokerAddresses() {}

    /** @param name shown in the broker's list of connections */
    public static Callable<com.rabbitmq.client.Connection> connector(
            CachingConnectionFactory connections, RabbitConnectionDetails details, String name) {
        List<Address> addresses = details.getAddresses().stream()
                .map(address -> new Address(address.host(), address.port()))
                .toList();
        return () -> connections.getRabbitConnectionFactory().newConnection(addresses, name);
    }
}
