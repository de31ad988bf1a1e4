package io.slipway.dispatcher.dispatch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which workers there are, where the broker vouches for them.
 *
 * @param check whether messages of workers count only with a user id and within that worker's queues, default false
 * @param workers every worker that may speak, once
 */
@ConfigurationProperties("slipway.senders")
public record SenderProperties(
        @DefaultValue("false") boolean check, @DefaultValue List<Sender> workers) {

    /**
     * One worker.
     *
     * @param user its user on the broker
     * @param queues it may take orders from
     */
    public record Sender(String user, @DefaultValue List<String> queues) {}

    public SenderProperties {
        Set<String> users = new HashSet<>();
        for (Sender sender : workers) {
            if (!users.add(sender.user())) {
                throw new IllegalArgumentException("slipway.senders.workers: " + sender.user() + " stands there twice");
            }
        }
        if (check && workers.isEmpty()) {
            throw new IllegalArgumentException(
                    "slipway.senders.workers: name at least one worker, or no report would ever count");
        }
    }
}
