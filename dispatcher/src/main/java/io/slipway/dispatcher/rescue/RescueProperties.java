package io.slipway.dispatcher.rescue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When silence becomes a fault.
 *
 * @param period time between two looks, default 5 s
 * @param lease how long a worker may be silent about a running target, default 30 s
 * @param attempts attempts before a target whose workers keep dying is given up, default 5
 * @param lostOrderAfter how long an order may lie in an empty queue before it is published again, default 60 s
 * @param zookeeper connect string, empty for a single dispatcher
 */
@ConfigurationProperties("slipway.rescue")
public record RescueProperties(
        @DefaultValue("5s") Duration period,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5") int attempts,
        @DefaultValue("60s") Duration lostOrderAfter,
        @DefaultValue("") String zookeeper) {

    public RescueProperties {
        if (lease.compareTo(period) < 0) {
            throw new IllegalArgumentException("slipway.rescue.lease must not be shorter than slipway.rescue.period");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("slipway.rescue.attempts: at least 1");
        }
    }
}
