package io.slipway.worker;

import com.rabbitmq.client.AMQP;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions to the dispatcher and its answers, matched by correlation id on the worker's own queue. */
final class DispatcherLine {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final ConfirmedPublisher publisher;
    private final String replyQueue;
    private final Duration timeout;
    private final Map<String, CompletableFuture<DispatcherReply>> waiting = new ConcurrentHashMap<>();

    DispatcherLine(ConfirmedPublisher publisher, String replyQueue, Duration timeout) {
        this.publisher = publisher;
        this.replyQueue = replyQueue;
        this.timeout = timeout;
    }

    /**
     * Asks once. Every request is safe to ask again.
     *
     * @throws NoAnswerException where none came in time
     */
    DispatcherReply ask(WorkerRequest request) throws InterruptedException, NoAnswerException {
        String id = UUID.randomUUID().toString();
        CompletableFuture<DispatcherReply> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            AMQP.BasicProperties.Builder headers =
                    new AMQP.BasicProperties.Builder().correlationId(id).replyTo(replyQueue);
            publisher
                    .publish(Topology.REQUESTS, Topology.REQUESTS, id, MessageCodec.encode(request), headers)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            answer.completeExceptionally(failure);
                        }
                    });
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new NoAnswerException(request.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            waiting.remove(id);
        }
    }

    /**
     * Asks again and again, since a broker or dispatcher that was killed is back within a minute or so.
     *
     * @throws NoAnswerException where none came in two minutes
     */
    DispatcherReply askPatiently(WorkerRequest request) throws InterruptedException, NoAnswerException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long pauseMillis = 200;
        while (true) {
            try {
                return ask(request);
            } catch (NoAnswerException e) {
                if (System.nanoTime() > giveUp) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** An answer came; one that nobody waits for any more is dropped. */
    void answered(String correlationId, DispatcherReply reply) {
        CompletableFuture<DispatcherReply> answer = waiting.get(correlationId);
        if (answer != null) {
            answer.complete(reply);
        }
    }

    /** The dispatcher did not answer in time; what was asked may or may not have been noted. */
    static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }
}
