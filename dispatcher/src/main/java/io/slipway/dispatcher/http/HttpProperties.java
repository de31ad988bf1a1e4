package io.slipway.dispatcher.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what a caller may send.
 *
 * @param maxBody largest body, counted while it is read; default 2 MiB; more is 413
 * @param bodyTimeout longest time for a whole body, default 30 s; more is 408. {@code server.tomcat.connection-timeout} bounds the
 *     silence between two bytes
 */
@ConfigurationProperties("slipway.http")
public record HttpProperties(
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("30s") Duration bodyTimeout) {}
