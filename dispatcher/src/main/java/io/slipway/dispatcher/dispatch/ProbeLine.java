package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.Connection;
import io.slipway.amqp.ConfirmedPublisher;
import java.time.Clock;
import java.util.concurrent.Callable;

/** Opens conversations with workers. Nothing is held between them, so a broker that was away needs no care. */
public final class ProbeLine {
    private final Callable<Connection> connections;
    private final ConfirmedPublisher publisher;
    private final Clock clock;

    ProbeLine(Callable<Connection> connections, ConfirmedPublisher publisher, Clock clock) {
        this.connections = connections;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @throws Exception where the broker cannot be reached; may take as long as a connection may */
    public ProbeConversation open() throws Exception {
        Connection connection = connections.call();
        try {
            return ProbeConversation.on(connection, publisher, clock);
        } catch (Exception e) {
            connection.abort(1000);
            throw e;
        }
    }
}
