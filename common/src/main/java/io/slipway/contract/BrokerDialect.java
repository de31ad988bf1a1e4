package io.slipway.contract;

import com.rabbitmq.client.Connection;
import java.util.Map;

/** placeholder */
public enum BrokerDialect {
    RABBITMQ,
    BROKER_J;

    public static BrokerDialect of(Connection connection) {
        Object product = connection.getServerProperties().get("product");
        return product != null && product.toString().contains("RabbitMQ") ? RABBITMQ : BROKER_J;
    }

    public Map<String, Object> workQueue(String deadExchange) {
        return this == RABBITMQ
                ? Map.of("x-queue-type", "quorum", "x-dead-letter-exchange", deadExchange)
                : Map.of("maximumDeliveryAttempts", 1, "alternateExchange", deadExchange);
    }

    public Map<String, Object> deadQueue() {
        return this == RABBITMQ ? Map.of("x-queue-type", "quorum") : Map.of();
    }
}
