package io.slipway.amqp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a process says who it is.
 *
 * @param login default {@code password}: {@code spring.rabbitmq.username} and {@code .password}
 */
@ConfigurationProperties("slipway.broker")
public record BrokerProperties(@DefaultValue("password") Login login) {

    /** What the broker is shown. */
    public enum Login {
        PASSWORD,
        /** SASL EXTERNAL: the user is the common name of the client certificate, and no password exists. */
        CERTIFICATE
    }
}
