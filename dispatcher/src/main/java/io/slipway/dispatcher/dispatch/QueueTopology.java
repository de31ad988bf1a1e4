package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.slipway.amqp.FixedTopology;
import io.slipway.contract.Topology;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Queues and bindings as the queue mappings want them. A broker that comes back empty gets everything again on its first
 * connection; a project that moves is bound to its new queue before it is unbound from the old one, so no order finds no queue.
 */
public final class QueueTopology implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(QueueTopology.class);

    private final ConnectionFactory connections;
    private Map<String, Set<String>> bound = Map.of();

    public QueueTopology(ConnectionFactory connections) {
        this.connections = connections;
        connections.addConnectionListener(this);
    }

    /** @param wanted queue name to its binding keys */
    public synchronized void apply(Map<String, Set<String>> wanted) {
        Map<String, Set<String>> before = bound;
        bound = Map.copyOf(wanted);
        try (Connection connection = connections.createConnection();
                Channel channel = connection.createChannel(false)) {
            bindAll(channel);
            unbind(channel, before);
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
            bindAll(channel);
        } catch (Exception e) { // consumers meet the missing queue, connect again, and come back here
            log.warn("queues not declared yet: {}", e.toString());
        }
    }

    /** Messages that wait in a queue; empty where it cannot be asked. */
    public OptionalLong depth(String queue) {
        try (Connection connection = connections.createConnection();
                Channel channel = connection.createChannel(false)) {
            AMQP.Queue.DeclareOk answer = channel.queueDeclarePassive(queue);
            return OptionalLong.of(answer.getMessageCount());
        } catch (Exception e) {
            log.info("depth of {} unknown: {}", queue, e.toString());
            return OptionalLong.empty();
        }
    }

    private void bindAll(Channel channel) throws IOException {
        for (Map.Entry<String, Set<String>> queue : bound.entrySet()) {
            FixedTopology.declareWorkQueue(channel, queue.getKey());
            for (String key : queue.getValue()) {
                channel.queueBind(queue.getKey(), Topology.ORDERS, key);
            }
        }
    }

    private void unbind(Channel channel, Map<String, Set<String>> before) throws IOException {
        Map<String, Set<String>> gone = new HashMap<>();
        before.forEach((queue, keys) -> {
            Set<String> left = new HashSet<>(keys);
            left.removeAll(bound.getOrDefault(queue, Set.of()));
            gone.put(queue, left);
        });
        for (Map.Entry<String, Set<String>> queue : gone.entrySet()) {
            for (String key : queue.getValue()) {
                channel.queueUnbind(queue.getKey(), Topology.ORDERS, key);
            }
        }
    }
}
