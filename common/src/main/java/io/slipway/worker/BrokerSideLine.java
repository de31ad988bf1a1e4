package io.slipway.worker;

import com.rabbitmq.client.AMQP;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.LossyPublisher;
import io.slipway.contract.BoardBatch;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Over the broker: questions as the orders ask theirs, readings and answers on connections of their own. */
final class BrokerSideLine implements SideLine, AutoCloseable {
    private final WorkerIdentity identity;
    private final List<String> queues;
    private final DispatcherLine dispatcher;
    private final LossyPublisher readings;
    private final ConfirmedPublisher answers;

    BrokerSideLine(
            WorkerIdentity identity,
            List<String> queues,
            DispatcherLine dispatcher,
            LossyPublisher readings,
            ConfirmedPublisher answers) {
        this.identity = identity;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.readings = readings;
        this.answers = answers;
    }

    @Override
    public WorkerIdentity identity() {
        return identity;
    }

    @Override
    public List<String> queues() {
        return queues;
    }

    @Override
    public Optional<DispatcherReply> ask(WorkerRequest request) throws InterruptedException {
        try {
            return Optional.of(dispatcher.ask(request));
        } catch (DispatcherLine.NoAnswerException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean tell(BoardBatch batch) {
        return readings.publish(Topology.BOARD, "", null, MessageCodec.encode(batch));
    }

    @Override
    public CompletableFuture<Boolean> answer(String replyTo, WorkerAnswer answer) {
        AMQP.BasicProperties.Builder headers = new AMQP.BasicProperties.Builder().correlationId(answer.questionId());
        return answers.publish(
                        Topology.answerExchange(replyTo),
                        replyTo,
                        UUID.randomUUID().toString(),
                        MessageCodec.encode(answer),
                        headers)
                .handle((done, failure) -> failure == null);
    }

    @Override
    public void close() {
        readings.close();
        answers.close();
    }
}
