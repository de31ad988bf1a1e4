package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.slipway.amqp.FixedTopology;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * The queues that the mappings name, each with its one binding. A broker that comes back empty gets everything again on its first
 * connection. Nothing is ever unbound: a move changes what is published, not where a key leads.
 */
public final class QueueTopology implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(QueueTopology.class);

    private final ConnectionFactory connections;
    private Set<String> known = Set.of();

    public QueueTopology(ConnectionFactory connections) {
        this.connections = connections;
        connections.addConnectionListener(this);
    }

    /** @param queues all queues of the mappings */
    public synchronized void apply(Set<String> queues) {
        known = Set.copyOf(queues);
        try (Connection connection = connections.createConnection();
                Channel channel = connection.createChannel(false)) {
            declareAll(channel);
        } catch (Exception e) { // the next connection declares all of it again
            log.warn("queues not declared yet: {}", e.toString());
        }
    }

    @Override
    public synchronized void onCreate(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try (Channel channel = connection.createChannel(false)) {
            FixedTopology.declare(channel);
            declareAll(channel);
        } catch (Exception e) { // consumers meet the missing queue, connect again, and come back here
            log.warn("queues not declared yet: {}", e.toString());
        }
    }

    /** The queue as it is now; empty where the broker cannot be asked. */
    Optional<QueueState> state(String queue) {
        try (Connection connection = connections.createConnection();
                Channel channel = connection.createChannel(false)) {
            AMQP.Queue.DeclareOk answer = channel.queueDeclarePassive(queue);
            return Optional.of(new QueueState(true, answer.getMessageCount(), answer.getConsumerCount()));
        } catch (Exception e) {
            if (isNotFound(e)) {
                return Optional.of(QueueState.MISSING);
            }
            log.info("state of {} unknown: {}", queue, e.toString());
            return Optional.empty();
        }
    }

    private void declareAll(Channel channel) throws IOException {
        for (String queue : known) {
            FixedTopology.declareWorkQueue(channel, queue);
        }
    }

    private static boolean isNotFound(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ShutdownSignalException closed
                    && closed.getReason() instanceof AMQP.Channel.Close reason) {
                return reason.getReplyCode() == AMQP.NOT_FOUND;
            }
        }
        return false;
    }
}
