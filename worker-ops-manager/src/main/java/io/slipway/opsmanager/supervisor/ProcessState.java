package io.slipway.opsmanager.supervisor;

import java.util.Arrays;

/** State of a process as supervisord numbers it. */
public enum ProcessState {
    STOPPED(0),
    STARTING(10),
    RUNNING(20),
    /** Died before startsecs; supervisord will try again. */
    BACKOFF(30),
    STOPPING(40),
    EXITED(100),
    /** Given up after startretries. */
    FATAL(200),
    UNKNOWN(1000);

    private final int number;

    ProcessState(int number) {
        this.number = number;
    }

    /** @return {@link #UNKNOWN} for a number that supervisor 4.2 does not have */
    public static ProcessState of(long number) {
        return Arrays.stream(values())
                .filter(state -> state.number == number)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** No process, and supervisord will not start one by itself. */
    public boolean isDown() {
        return this == STOPPED || this == EXITED || this == FATAL;
    }
}
