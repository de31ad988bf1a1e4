package io.slipway.dispatcher.dispatch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.FixedTopology;
import io.slipway.amqp.LastingListener;
import io.slipway.amqp.OwnQueues;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.BoardBatch;
import io.slipway.contract.BrokerDialect;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerQuestion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.SmartLifecycle;

/**
 * This dispatcher's own two queues: readings of hosts, which every dispatcher gets, and answers to its questions. Both are
 * exclusive and unacknowledged; what is lost with them is replaced by the next reading, or asked again.
 */
public final class WorkerLine implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkerLine.class);

    private final CachingConnectionFactory connections;
    private final OwnQueues ownQueues;
    private final ConfirmedPublisher publisher;
    private final SenderRules senders;
    private final boolean listen;
    private final String id = UUID.randomUUID().toString();
    private final List<Consumer<BoardBatch>> readers = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer<WorkerAnswer>> waiting = new ConcurrentHashMap<>();
    private List<SimpleMessageListenerContainer> containers = List.of();

    /** @param listen false where there is no broker, in tests of the HTTP side */
    WorkerLine(
            CachingConnectionFactory connections, ConfirmedPublisher publisher, SenderRules senders, boolean listen) {
        this.connections = connections;
        this.ownQueues = new OwnQueues(connections, this::declare);
        this.senders = senders;
        this.publisher = publisher;
        this.listen = listen;
    }

    /** Hears every batch, one after another, on one thread of ours. */
    public void onReadings(Consumer<BoardBatch> reader) {
        readers.add(reader);
    }

    /**
     * Asks one worker once.
     *
     * @return fails where the worker is gone, or nothing came within the time
     */
    public CompletableFuture<WorkerAnswer> ask(String workerId, WorkerQuestion question, long limitMillis) {
        CompletableFuture<WorkerAnswer> answer = new CompletableFuture<>();
        AutoCloseable listening = listen(question.questionId(), answer::complete);
        send(workerId, question).whenComplete((done, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        return answer.orTimeout(limitMillis, TimeUnit.MILLISECONDS).whenComplete((done, failure) -> close(listening));
    }

    /** Every answer with that id until it is closed; on a thread of ours, so quickly. */
    public AutoCloseable listen(String questionId, Consumer<WorkerAnswer> listener) {
        waiting.put(questionId, listener);
        return () -> waiting.remove(questionId, listener);
    }

    /** @return fails where the worker is gone */
    public CompletableFuture<Void> send(String workerId, WorkerQuestion question) {
        AMQP.BasicProperties.Builder headers = new AMQP.BasicProperties.Builder()
                .type(WorkerQuestion.TYPE)
                .correlationId(question.questionId())
                .replyTo(Topology.dispatcherQueue(id));
        return publisher.publish(
                "",
                Topology.workerQueue(workerId),
                UUID.randomUUID().toString(),
                MessageCodec.encode(question),
                headers);
    }

    @Override
    public synchronized void start() {
        if (!listen) {
            return;
        }
        ownQueues.start();
        containers = List.of(
                container(Topology.boardQueue(id), this::reading),
                container(Topology.dispatcherQueue(id), this::answer));
        containers.forEach(SimpleMessageListenerContainer::start);
    }

    @Override
    public synchronized void stop() {
        ownQueues.stop();
        containers.parallelStream().forEach(SimpleMessageListenerContainer::stop);
        containers = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !containers.isEmpty();
    }

    private void declare(Channel channel) throws IOException {
        FixedTopology.declare(channel);
        channel.queueDeclare(
                Topology.boardQueue(id),
                false,
                true,
                true,
                BrokerDialect.of(channel.getConnection()).boardQueue());
        channel.queueBind(Topology.boardQueue(id), Topology.BOARD, "");
        channel.queueDeclare(Topology.dispatcherQueue(id), false, true, true, Map.of());
        channel.queueBind(Topology.dispatcherQueue(id), Topology.ANSWERS, Topology.dispatcherQueue(id));
    }

    private void reading(Message message) {
        BoardBatch batch = MessageCodec.decode(message.getBody(), BoardBatch.class, MessageLimits.BOARD_BYTES);
        String user = message.getMessageProperties().getReceivedUserId();
        String objection = senders.objection(user, batch.workerId(), batch.queues());
        if (objection != null) {
            log.warn("readings of {} dropped: the message {}", user, objection);
            return;
        }
        readers.forEach(reader -> reader.accept(batch));
    }

    private void answer(Message message) {
        WorkerAnswer answer = MessageCodec.decode(message.getBody(), WorkerAnswer.class, MessageLimits.ANSWER_BYTES);
        Consumer<WorkerAnswer> listener = waiting.get(answer.questionId());
        if (listener != null) {
            listener.accept(answer);
        }
    }

    private SimpleMessageListenerContainer container(String queue, MessageListener listener) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setMessageListener(guarded(listener));
        container.setAcknowledgeMode(AcknowledgeMode.NONE);
        LastingListener.prepare(container);
        container.setConsumerStartTimeout(60_000);
        return container;
    }

    private static MessageListener guarded(MessageListener listener) {
        return message -> {
            try {
                listener.onMessage(message);
            } catch (BadMessageException e) {
                log.warn("unreadable: {}", e.getMessage());
            } catch (RuntimeException e) {
                log.error("a reading or an answer was not taken in", e);
            }
        };
    }

    private static void close(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException(e); // only a map is touched
        }
    }
}
