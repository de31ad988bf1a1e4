package io.slipway.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what may be lost, not persistent and without confirm, on a connection of its own: a broker that lets this one wait
 * lets nobody else wait. For one thread, which may have to wait as long as the broker wants.
 */
public final class LossyPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LossyPublisher.class);
    private static final int CLOSE_MILLIS = 1000;

    private final Callable<Connection> connections;
    private final @Nullable String user;
    private volatile @Nullable Connection connection;
    private @Nullable Channel channel;
    private volatile boolean closed;

    /** @param connections opens a new connection each time; the publisher closes it */
    public LossyPublisher(Callable<Connection> connections) {
        this(connections, null);
    }

    /** @param user stands in each message as its {@code user-id}; the broker refuses one that is not the connection's */
    public LossyPublisher(Callable<Connection> connections, @Nullable String user) {
        this.connections = connections;
        this.user = user;
    }

    /**
     * @param exchange empty for the queue of the routing key
     * @return whether it was given to the broker; it may still be lost
     */
    public boolean publish(String exchange, String routingKey, @Nullable String type, byte[] body) {
        try {
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .contentType("application/json")
                    .type(type)
                    .userId(user)
                    .build();
            open().basicPublish(exchange, routingKey, properties, body);
            return true;
        } catch (Exception e) { // any fault of the client library means the same: this one is lost
            if (!closed) {
                log.info("not published: {}", e.toString());
            }
            drop();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private Channel open() throws Exception {
        if (closed) {
            throw new IllegalStateException("publisher is closed");
        }
        Channel known = channel;
        if (known != null && known.isOpen()) {
            return known;
        }
        drop();
        Connection fresh = connections.call();
        connection = fresh;
        Channel opened = fresh.createChannel();
        channel = opened;
        return opened;
    }

    private void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            old.abort(CLOSE_MILLIS);
        }
    }
}
