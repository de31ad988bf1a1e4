package io.slipway.opsmanager.service;

/** What one look told of a process. */
public enum ProcessSeen {
    /** It runs, or is on its way up. */
    RUNS,
    /** It is down, or on its way down. */
    DOWN,
    /** The host has no process of that name. */
    MISSING,
    UNKNOWN;

    static ProcessSeen of(ServiceReading reading) {
        return switch (reading.state()) {
            case RUNNING, STARTING, RETRYING -> RUNS;
            case STOPPING, DOWN, FAILED -> DOWN;
            case MISSING -> MISSING;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
