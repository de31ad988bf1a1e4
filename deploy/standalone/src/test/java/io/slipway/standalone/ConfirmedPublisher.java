package io.slipway.standalone;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Publishes persistent and mandatory, one at a time, and applies the rule: success = ack and not returned. */
final class ConfirmedPublisher {
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final BlockingQueue<Boolean> confirms = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> returned = new LinkedBlockingQueue<>();

    ConfirmedPublisher(Channel channel) throws IOException {
        this.channel = channel;
        channel.confirmSelect();
        channel.addReturnListener(message -> returned.add(new String(message.getBody(), StandardCharsets.UTF_8)));
        channel.addConfirmListener((tag, multiple) -> confirms.add(true), (tag, multiple) -> confirms.add(false));
    }

    /** Whether the message is safely in a queue. */
    boolean publish(String exchange, String routingKey, String body) throws IOException, InterruptedException {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .messageId(body)
                .headers(Map.of("attempt", 3))
                .build();
        channel.basicPublish(exchange, routingKey, true, properties, body.getBytes(StandardCharsets.UTF_8));
        Boolean ack = confirms.poll(20, TimeUnit.SECONDS);
        if (ack == null) {
            throw new IOException("no confirm for " + body);
        }
        return ack && !returned.contains(body);
    }

    /** The body of the next message that came back, waiting for it. */
    String nextReturned() throws InterruptedException {
        return String.valueOf(returned.poll(20, TimeUnit.SECONDS));
    }
}
