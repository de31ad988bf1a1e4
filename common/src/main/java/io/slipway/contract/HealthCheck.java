package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * How a game server shows that it is well. Asked again and again after a start until it answers or the time is over.
 *
 * @param port of TCP and HTTP, 1 to 65535; null for an Erlang call
 * @param path of HTTP, begins with {@code /}; null for the others
 * @param call of Erlang, for example {@code game:ready()}, which has to answer {@code true} or {@code ok}; null for the others
 * @param withinSeconds counted from the moment the process runs, 1 to 600
 */
public record HealthCheck(
        Kind kind,
        @Nullable Integer port,
        @Nullable String path,
        @Nullable String call,
        int withinSeconds) {

    /** What is asked. */
    public enum Kind {
        /** A connection can be made. */
        TCP,
        /** GET answers 2xx. */
        HTTP,
        /** The node answers. */
        ERLANG
    }
}
