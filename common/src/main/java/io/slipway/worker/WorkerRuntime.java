package io.slipway.worker;

import com.rabbitmq.client.Channel;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.FixedTopology;
import io.slipway.amqp.LastingListener;
import io.slipway.amqp.OwnQueues;
import io.slipway.contract.DispatcherReply.Welcome;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.contract.WorkerHello;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

/** The life of a worker: declares what it needs, says hello, takes orders, sends heartbeats, drains when it is stopped. */
final class WorkerRuntime implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkerRuntime.class);

    private final WorkerProperties properties;
    private final WorkerIdentity identity;
    private final CachingConnectionFactory connections;
    private final OwnQueues ownQueues;
    private final ConfirmedPublisher publisher;
    private final RunningOrders running = new RunningOrders();
    private final WelcomeGate gate = new WelcomeGate();
    private final ReportPublisher reports;
    private final DispatcherLine dispatcher;
    private final OrderExecution execution;
    private final ProbeDesk probes;
    private final SideDesk side;
    private final Map<String, String> versions;
    private final ScheduledExecutorService clockwork;
    private final ExecutorService slots = Executors.newCachedThreadPool(WorkerRuntime::slot);
    private SimpleMessageListenerContainer ownQueue = new SimpleMessageListenerContainer();
    private List<SimpleMessageListenerContainer> orders = List.of();
    private volatile long heardAtNanos = System.nanoTime();
    private volatile boolean started;

    WorkerRuntime(
            WorkerProperties properties,
            WorkerIdentity identity,
            CachingConnectionFactory connections,
            ConfirmedPublisher publisher,
            List<OrderHandler<?>> handlers,
            ProbeDesk probes,
            SideDesk side,
            Map<String, String> versions) {
        this.properties = properties;
        this.identity = identity;
        this.connections = connections;
        this.versions = versions;
        this.probes = probes;
        this.side = side;
        this.publisher = publisher;
        this.reports = new ReportPublisher(publisher);
        this.dispatcher = new DispatcherLine(publisher, ownQueueName(), properties.replyTimeout());
        this.ownQueues = new OwnQueues(connections, this::declare);
        this.clockwork = clockwork();
        this.execution = new OrderExecution(identity, handlers, running, reports, dispatcher, clockwork);
    }

    @Override
    public void start() {
        ownQueues.start();
        ownQueue = container(new WorkerQueueListener(dispatcher, running, probes, side), 1, ownQueueName());
        ownQueue.setAcknowledgeMode(AcknowledgeMode.NONE);
        OrderListener listener = new OrderListener(execution, gate, new Semaphore(properties.slots(), true));
        orders = properties.queues().stream()
                .map(queue -> orders(listener, queue))
                .toList();
        ownQueue.start();
        orders.forEach(SimpleMessageListenerContainer::start);
        long beat = properties.heartbeat().toMillis();
        clockwork.scheduleWithFixedDelay(this::heartbeat, 0, beat, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(this::hello, 0, 500, TimeUnit.MILLISECONDS);
        side.start(identity, properties.queues(), dispatcher);
        started = true;
        log.info("{} takes orders from {} with {} slots", identity.id(), properties.queues(), properties.slots());
    }

    private void declare(Channel channel) throws IOException {
        gate.close(); // until a dispatcher has answered on this connection
        if (properties.declare()) {
            FixedTopology.declare(channel);
            for (String queue : properties.queues()) {
                FixedTopology.declareWorkQueue(channel, queue);
            }
        }
        channel.queueDeclare(ownQueueName(), false, true, true, Map.of());
        channel.queueBind(ownQueueName(), Topology.CONTROL, "");
    }

    @Override
    public void stop() {
        started = false;
        ownQueues.stop();
        log.info("{} drains: {} orders run", identity.id(), running.held().size());
        gate.stop();
        side.stop();
        orders.parallelStream().forEach(SimpleMessageListenerContainer::stop);
        slots.shutdownNow(); // who is not done now is interrupted; the broker delivers its order again
        ownQueue.stop();
        probes.close();
        clockwork.shutdownNow();
        publisher.close();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** How many orders run now. */
    int used() {
        return running.held().size();
    }

    /** Whether a dispatcher has answered since the last connection: no order is begun before. */
    boolean welcomed() {
        return gate.isOpen();
    }

    /** How long ago the broker took a heartbeat; since the start where it has taken none. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAtNanos);
    }

    /**
     * Each queue has consumers of its own: one that takes from several holds an order of each, and while it works on one, the
     * others could wait for it beside free slots.
     */
    private SimpleMessageListenerContainer orders(OrderListener listener, String queue) {
        SimpleMessageListenerContainer container = container(listener, properties.slots(), queue);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setPrefetchCount(1);
        container.setShutdownTimeout(properties.drain().toMillis());
        container.setTaskExecutor(slots);
        container.setForceStop(true); // a stop takes no further order; the broker keeps them
        return container;
    }

    private SimpleMessageListenerContainer container(MessageListener listener, int consumers, String queue) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setConcurrentConsumers(consumers);
        container.setMessageListener(listener);
        LastingListener.prepare(container);
        container.setFailedDeclarationRetryInterval(500);
        container.setConsumerStartTimeout(60_000);
        return container;
    }

    private static ScheduledExecutorService clockwork() {
        ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(2, runnable -> {
            Thread thread = new Thread(runnable, "worker-clockwork");
            thread.setDaemon(true);
            return thread;
        });
        clockwork.setRemoveOnCancelPolicy(true);
        return clockwork;
    }

    private static Thread slot(Runnable work) {
        Thread thread = new Thread(work, "order-slot");
        thread.setDaemon(true);
        return thread;
    }

    private String ownQueueName() {
        return Topology.workerQueue(identity.id());
    }

    private void hello() {
        if (gate.isOpen()) {
            return;
        }
        try {
            if (dispatcher.ask(new WorkerHello(identity.id())) instanceof Welcome welcome) {
                running.welcomed(welcome.cancelledJobs());
                gate.open();
            }
        } catch (DispatcherLine.NoAnswerException e) {
            log.info("no welcome yet: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // a periodic task that throws is never run again
            log.warn("hello failed", e);
        }
    }

    private void heartbeat() {
        try {
            reports.send(
                    new WorkerHeartbeat(
                            identity.id(),
                            identity.role(),
                            identity.host(),
                            properties.queues(),
                            properties.slots(),
                            versions,
                            running.held()),
                    () -> heardAtNanos = System.nanoTime());
        } catch (RuntimeException e) { // a periodic task that throws is never run again
            log.warn("heartbeat failed", e);
        }
    }
}
