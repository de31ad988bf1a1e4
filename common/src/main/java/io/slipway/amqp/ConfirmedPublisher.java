package io.slipway.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes persistent, mandatory messages on a connection of its own and tells of each whether the broker has it: acked and
 * not returned. Many may be in flight; nothing is ever published one confirm at a time. A lost connection fails what is in
 * flight (outcome unknown to the caller, who publishes again) and is opened anew by the next publish.
 */
public final class ConfirmedPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConfirmedPublisher.class);

    private final Callable<Connection> connections;
    private final @Nullable String user;
    private @Nullable Session session;
    private boolean closed;

    /** @param connections opens a new connection each time; the publisher closes it */
    public ConfirmedPublisher(Callable<Connection> connections) {
        this(connections, null);
    }

    /** @param user stands in each message as its {@code user-id}; the broker refuses one that is not the connection's */
    public ConfirmedPublisher(Callable<Connection> connections, @Nullable String user) {
        this.connections = connections;
        this.user = user;
    }

    /**
     * @param messageId unique among messages in flight
     * @return completes when the broker has the message; fails with {@link NotConfirmedException} otherwise
     */
    public CompletableFuture<Void> publish(
            String exchange, String routingKey, String messageId, byte[] body, AMQP.BasicProperties.Builder headers) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        try {
            synchronized (this) {
                open().publish(exchange, routingKey, messageId, body, headers.userId(user), confirmed);
            }
        } catch (Exception e) { // any fault of the client library means the same: not confirmed, publish again
            drop();
            confirmed.completeExceptionally(new NotConfirmedException("not published: " + e.getMessage()));
        }
        return confirmed;
    }

    /** A persistent JSON message without further headers. */
    public CompletableFuture<Void> publish(String exchange, String routingKey, String messageId, byte[] body) {
        return publish(exchange, routingKey, messageId, body, new AMQP.BasicProperties.Builder());
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }

    private Session open() throws Exception {
        if (closed) {
            throw new IOException("publisher is closed");
        }
        if (session == null || !session.channel.isOpen()) {
            drop();
            session = new Session(connections.call());
        }
        return session;
    }

    private synchronized void drop() {
        Session old = session;
        session = null;
        if (old != null) {
            old.close();
        }
    }

    /** One connection with one channel and what is in flight on it. */
    private static final class Session {
        private final Connection connection;
        private final Channel channel;
        private final NavigableMap<Long, InFlight> inFlight = new ConcurrentSkipListMap<>();
        private final ConcurrentHashMap<String, InFlight> byMessageId = new ConcurrentHashMap<>();

        private record InFlight(String messageId, CompletableFuture<Void> confirmed) {}

        Session(Connection connection) throws IOException {
            this.connection = connection;
            this.channel = connection.createChannel();
            channel.confirmSelect();
            channel.addConfirmListener(
                    (tag, multiple) -> settle(tag, multiple, null),
                    (tag, multiple) -> settle(tag, multiple, NotConfirmedException.refused("refused by the broker")));
            // RabbitMQ returns an unroutable message before it acks it; Broker-J nacks it, which is the same here.
            channel.addReturnListener(returned -> {
                InFlight message = byMessageId.get(returned.getProperties().getMessageId());
                if (message != null) {
                    message.confirmed.completeExceptionally(
                            NotConfirmedException.refused("no queue takes " + returned.getRoutingKey()));
                }
            });
            channel.addShutdownListener(cause -> failAll("connection lost: " + cause.getMessage()));
        }

        void publish(
                String exchange,
                String routingKey,
                String messageId,
                byte[] body,
                AMQP.BasicProperties.Builder headers,
                CompletableFuture<Void> confirmed)
                throws IOException {
            InFlight message = new InFlight(messageId, confirmed);
            inFlight.put(channel.getNextPublishSeqNo(), message);
            byMessageId.put(messageId, message);
            AMQP.BasicProperties properties = headers.messageId(messageId)
                    .contentType("application/json")
                    .deliveryMode(2)
                    .build();
            channel.basicPublish(exchange, routingKey, true, properties, body);
        }

        private void settle(long tag, boolean multiple, @Nullable NotConfirmedException failure) {
            if (multiple) {
                NavigableMap<Long, InFlight> upTo = inFlight.headMap(tag, true);
                upTo.values().forEach(message -> settle(message, failure));
                upTo.clear();
            } else {
                InFlight message = inFlight.remove(tag);
                if (message != null) {
                    settle(message, failure);
                }
            }
        }

        private void settle(InFlight message, @Nullable NotConfirmedException failure) {
            byMessageId.remove(message.messageId, message);
            if (failure == null) {
                message.confirmed.complete(null);
            } else {
                message.confirmed.completeExceptionally(failure);
            }
        }

        private void failAll(String reason) {
            inFlight.values().forEach(message -> settle(message, new NotConfirmedException(reason)));
            inFlight.clear();
        }

        void close() {
            try {
                channel.close();
            } catch (IOException | TimeoutException | RuntimeException e) {
                log.debug("channel was closed already: {}", e.getMessage());
            }
            try {
                connection.close(2000);
            } catch (IOException | RuntimeException e) {
                log.debug("connection was closed already: {}", e.getMessage());
            }
            failAll("publisher closed");
        }
    }
}
