package io.slipway.dispatcher.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The live streams of jobs.
 *
 * @param frame shortest time between two events with targets, default 100 ms
 * @param reread how often a watched job is read in full, so that another dispatcher's changes appear; default 2 s
 * @param heartbeat longest silence on a stream, default 15 s
 * @param senders threads that write to clients, over all streams; default 8
 */
@ConfigurationProperties("slipway.stream")
public record StreamProperties(
        @DefaultValue("100ms") Duration frame,
        @DefaultValue("2s") Duration reread,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("8") int senders) {}
