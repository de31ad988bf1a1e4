package io.slipway.dispatcher.report;

import io.slipway.contract.Sha256;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.DeadLetter;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/** Reads from a dead message all that can be known without understanding its body. */
final class Letters {
    private static final Pattern ORDER_ID = Pattern.compile("(.+)#(\\d{1,9})");
    private static final String QUEUE_KEY = Topology.routingKey("");
    private static final String UNKNOWN = "unknown";

    private final JobStore jobs;
    private final Clock clock;

    Letters(JobStore jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    DeadLetter read(Message message) {
        MessageProperties properties = message.getMessageProperties();
        String messageId = properties.getMessageId();
        Matcher order = ORDER_ID.matcher(messageId == null ? "" : messageId);
        boolean ofOrder = order.matches();
        String targetId = ofOrder ? order.group(1) : null;
        JobHead job = targetId == null ? null : head(Target.jobOf(targetId));
        String queue = queue(properties.getReceivedRoutingKey());
        return new DeadLetter(
                id(queue, messageId, message.getBody()),
                queue,
                messageId,
                targetId,
                ofOrder ? Integer.parseInt(order.group(2)) : 0,
                job == null ? null : job.id(),
                job == null ? null : job.project(),
                Objects.toString(properties.getHeader("x-first-death-reason"), UNKNOWN),
                Base64.getEncoder().encodeToString(message.getBody()),
                1,
                clock.instant(),
                null);
    }

    private @Nullable JobHead head(String jobId) {
        return jobs.heads(Set.of(jobId)).get(jobId);
    }

    /** Both brokers leave the routing key as it was, and each of our queues has one of its own. */
    private static String queue(@Nullable String routingKey) {
        if (routingKey == null || routingKey.isEmpty()) {
            return Topology.DEAD;
        }
        return routingKey.startsWith(QUEUE_KEY) ? routingKey.substring(QUEUE_KEY.length()) : routingKey;
    }

    private static String id(String queue, @Nullable String messageId, byte[] body) {
        String text = queue + "\n" + messageId + "\n" + Sha256.hex(body);
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
