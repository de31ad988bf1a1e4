package io.slipway.dispatcher.report;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reports are read.
 *
 * @param batch reports stored together at most, default 200
 * @param listen false starts the dispatcher without a broker, for tests of the HTTP side; default true
 */
@ConfigurationProperties("slipway.report")
public record ReportProperties(
        @DefaultValue("200") int batch,
        @DefaultValue("true") boolean listen) {}
