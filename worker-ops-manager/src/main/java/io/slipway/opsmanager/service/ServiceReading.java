package io.slipway.opsmanager.service;

/**
 * One reading of one process, in words that fit every adapter.
 *
 * @param state as far as the adapter can tell
 * @param pid 0 where there is none or it is not known
 * @param start last start by the host's own clock, seconds or finer, 0 where it is not known; only compared with others of the
 *     same adapter
 * @param detail what the host says of it: the name of the state, and why a start failed
 */
record ServiceReading(State state, long pid, long start, String detail) {
    enum State {
        RUNNING,
        STARTING,
        /** Died too early, and the host will try again by itself. */
        RETRYING,
        STOPPING,
        DOWN,
        /** Down, and the host has given up. */
        FAILED,
        /** The host has no process of that name. */
        MISSING,
        UNKNOWN;

        boolean isDown() {
            return this == DOWN || this == FAILED;
        }
    }

    static ServiceReading missing() {
        return new ServiceReading(State.MISSING, 0, 0, "");
    }

    /** Whether this is the very run of the process that the other reading saw. */
    boolean isSameRun(ServiceReading other) {
        return pid != 0 && pid == other.pid && start == other.start;
    }
}
