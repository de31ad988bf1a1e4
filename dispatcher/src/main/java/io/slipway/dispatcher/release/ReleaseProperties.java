package io.slipway.dispatcher.release;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param planLifetime how long a plan can be run, default 30 min */
@ConfigurationProperties("slipway.release")
record ReleaseProperties(@DefaultValue("30m") Duration planLifetime) {
    ReleaseProperties {
        if (planLifetime.isNegative() || planLifetime.isZero()) {
            throw new IllegalArgumentException("slipway.release.plan-lifetime: more than 0, not " + planLifetime);
        }
    }
}
