package io.slipway.opsmanager.supervisor;

import java.util.Arrays;

/** The faults of supervisord's XML-RPC interface, by their numbers on the wire (supervisor 4.2, {@code xmlrpc.Faults}). */
public enum FaultCode {
    UNKNOWN_METHOD(1),
    INCORRECT_PARAMETERS(2),
    BAD_ARGUMENTS(3),
    SIGNATURE_UNSUPPORTED(4),
    SHUTDOWN_STATE(6),
    BAD_NAME(10),
    BAD_SIGNAL(11),
    NO_FILE(20),
    NOT_EXECUTABLE(21),
    FAILED(30),
    ABNORMAL_TERMINATION(40),
    SPAWN_ERROR(50),
    ALREADY_STARTED(60),
    NOT_RUNNING(70),
    SUCCESS(80),
    ALREADY_ADDED(90),
    STILL_RUNNING(91),
    CANT_REREAD(92),
    /** A number that supervisor 4.2 does not have. */
    OTHER(-1);

    private final int number;

    FaultCode(int number) {
        this.number = number;
    }

    /** As on the wire. */
    public int number() {
        return number;
    }

    public static FaultCode of(long number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(OTHER);
    }
}
