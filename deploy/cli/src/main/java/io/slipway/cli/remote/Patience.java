package io.slipway.cli.remote;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait for the dispatcher.
 *
 * @param connect for a connection
 * @param request for an answer
 * @param pauses before each repetition of a request that may be repeated
 * @param silence of a live stream before it counts as lost; the dispatcher says something every 15 s
 * @param poll between two looks where there is no stream
 */
public record Patience(Duration connect, Duration request, List<Duration> pauses, Duration silence, Duration poll) {
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)),
            Duration.ofSeconds(45),
            Duration.ofSeconds(2));
}
