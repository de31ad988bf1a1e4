package io.slipway.dispatcher.board;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The status board.
 *
 * @param refresh how often the hosts and game servers are read from the store, default 5 s
 * @param silent a worker not heard for that long does not read its hosts any more: others get them; default 15 s
 * @param stale a host not read for that long is unknown; several of the workers' intervals, default 60 s
 * @param frame shortest time between two events of a stream, default 250 ms
 */
@ConfigurationProperties("slipway.board")
public record BoardProperties(
        @DefaultValue("5s") Duration refresh,
        @DefaultValue("15s") Duration silent,
        @DefaultValue("60s") Duration stale,
        @DefaultValue("250ms") Duration frame) {}
