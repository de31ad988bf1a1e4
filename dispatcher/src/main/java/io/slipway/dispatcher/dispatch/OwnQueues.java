package io.slipway.dispatcher.dispatch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether this dispatcher has queues of its own on the broker.
 *
 * @param listen false starts without a broker, as {@code slipway.report.listen}; default true
 */
@ConfigurationProperties("slipway.report")
record OwnQueues(@DefaultValue("true") boolean listen) {}
