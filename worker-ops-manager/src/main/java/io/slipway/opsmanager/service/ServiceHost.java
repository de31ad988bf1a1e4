package io.slipway.opsmanager.service;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** The processes of one game host, through the adapter of its project. Used by one thread; nothing waits for a state. */
interface ServiceHost extends AutoCloseable {
    /** What may be asked of a process. */
    enum Verb {
        START,
        STOP
    }

    /**
     * How long a process takes by its own configuration.
     *
     * @param start from a start until it counts as running
     * @param stop from a stop until it is killed
     */
    record Timing(Duration start, Duration stop) {
        static final Timing NONE = new Timing(Duration.ZERO, Duration.ZERO);
    }

    /** States of these processes, all in the result. @throws HostTrouble where the host cannot be asked */
    Map<String, ServiceReading> read(Collection<String> processes) throws HostTrouble, InterruptedException;

    /**
     * Asks for starts and stops; returns once the host has taken or refused each.
     *
     * @throws HostTrouble where that is not known for any of them
     */
    Map<String, SteerAnswer> steer(Map<String, Verb> wishes) throws HostTrouble, InterruptedException;

    /** Known after the first {@link #read}. */
    Timing timing(String process);

    @Override
    void close();
}
