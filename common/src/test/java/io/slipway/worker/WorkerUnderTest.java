package io.slipway.worker;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.LossyPublisher;
import io.slipway.contract.PullFiles;
import io.slipway.contract.Topology;
import io.slipway.job.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A worker of the real runtime with one handler, which does what a test says and remembers what it was given. */
final class WorkerUnderTest implements AutoCloseable {
    private final CachingConnectionFactory connections;
    private final WorkerRuntime runtime;
    private final String ownQueue;
    private final List<PullFiles> handled = new CopyOnWriteArrayList<>();
    private volatile Script script = (order, context) -> Outcome.succeeded(0, 0);

    interface Script {
        Outcome play(PullFiles order, OrderContext context) throws InterruptedException;
    }

    WorkerUnderTest(String amqpUri, String queue, int slots, Duration drain) {
        this(amqpUri, List.of(queue), slots, drain);
    }

    WorkerUnderTest(String amqpUri, List<String> queues, int slots, Duration drain) {
        connections = new CachingConnectionFactory(URI.create(amqpUri));
        WorkerProperties properties = new WorkerProperties(
                "test-host",
                queues,
                slots,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                drain,
                "",
                true,
                0,
                "127.0.0.1",
                "");
        WorkerIdentity identity = WorkerIdentity.create(Role.FILE_PULL, "test-host");
        ownQueue = Topology.workerQueue(identity.id());
        ConfirmedPublisher publisher = new ConfirmedPublisher(
                () -> connections.getRabbitConnectionFactory().newConnection(identity.id() + " reports"));
        runtime = new WorkerRuntime(
                properties,
                identity,
                connections,
                publisher,
                List.of(new Handler()),
                new ProbeDesk(List.of(), new ProbeReplies(identity.id(), publisher, Clock.systemUTC())),
                new SideDesk(
                        List.of(),
                        new LossyPublisher(
                                () -> connections.getRabbitConnectionFactory().newConnection("readings")),
                        new ConfirmedPublisher(
                                () -> connections.getRabbitConnectionFactory().newConnection("answers"))),
                Map.of("slipway", "test"));
    }

    /** Where answers and wishes come, exclusive to the worker's connection. */
    String ownQueue() {
        return ownQueue;
    }

    WorkerUnderTest play(Script next) {
        script = next;
        return this;
    }

    WorkerUnderTest start() {
        runtime.start();
        return this;
    }

    /** Target ids with attempts, in the order the handler got them. */
    List<String> handled() {
        return handled.stream()
                .map(order -> order.header().targetId() + "#" + order.header().attempt())
                .toList();
    }

    void stop() {
        if (runtime.isRunning()) {
            runtime.stop();
        }
    }

    /** Ends the connection as a broken network does; the client opens it again. */
    void loseConnection() {
        connections.resetConnection();
    }

    @Override
    public void close() {
        stop();
        connections.destroy();
    }

    private final class Handler implements OrderHandler<PullFiles> {
        @Override
        public Class<PullFiles> orderType() {
            return PullFiles.class;
        }

        @Override
        public Outcome handle(PullFiles order, OrderContext context) throws InterruptedException {
            handled.add(order);
            return script.play(order, context);
        }
    }
}
