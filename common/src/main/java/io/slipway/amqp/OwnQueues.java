package io.slipway.amqp;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Declares on every new connection, before any consumer, what goes with a connection and what a broker may have forgotten. Where
 * that fails and the connection stays, a new one is made a second later: the broker may still believe in a connection that is long
 * dead and keep what was exclusive to it, or somebody else has yet to declare what is missing.
 */
public final class OwnQueues implements ConnectionListener {
    private static final Logger log = LoggerFactory.getLogger(OwnQueues.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final CachingConnectionFactory connections;
    private final Declaration declaration;
    private volatile boolean declared;
    private volatile boolean stopped;

    /** Declares queues on a channel of a new connection. */
    public interface Declaration {
        void on(Channel channel) throws IOException;
    }

    public OwnQueues(CachingConnectionFactory connections, Declaration declaration) {
        this.connections = connections;
        this.declaration = declaration;
    }

    public void start() {
        connections.addConnectionListener(this);
    }

    /** Makes no connection any more. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        declared = false;
        try (Channel channel = connection.createChannel(false)) {
            declaration.on(channel);
            declared = true;
        } catch (Exception e) {
            log.warn(
                    "queues not declared: {}",
                    e.getCause() == null ? e.toString() : e.getCause().getMessage());
            LATER.execute(this::connectAgain);
        }
    }

    private void connectAgain() {
        if (!declared && !stopped) {
            connections.resetConnection();
        }
    }
}
