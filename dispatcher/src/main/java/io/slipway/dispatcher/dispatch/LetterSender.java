package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.Topology;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a message that died once more: same bytes, same message id, into the queue it died in. */
public final class LetterSender {
    private static final int CONFIRM_SECONDS = 5;
    private static final Set<String> OWN_EXCHANGE = Set.of(Topology.REPORTS, Topology.REQUESTS);

    private final ConfirmedPublisher publisher;

    LetterSender(ConfirmedPublisher publisher) {
        this.publisher = publisher;
    }

    /** @return whether the broker has it now, in a queue */
    public boolean send(String queue, @Nullable String messageId, byte[] body) {
        boolean own = OWN_EXCHANGE.contains(queue);
        String id =
                Objects.requireNonNullElseGet(messageId, () -> UUID.randomUUID().toString());
        try {
            publisher
                    .publish(own ? queue : Topology.ORDERS, own ? queue : Topology.routingKey(queue), id, body)
                    .get(CONFIRM_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
