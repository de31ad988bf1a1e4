package io.slipway.opsmanager.supervisor;

/** The two logs of a process. */
public enum LogKind {
    STDOUT(SupervisorMethod.READ_STDOUT, SupervisorMethod.TAIL_STDOUT),
    STDERR(SupervisorMethod.READ_STDERR, SupervisorMethod.TAIL_STDERR);

    private final SupervisorMethod read;
    private final SupervisorMethod tail;

    LogKind(SupervisorMethod read, SupervisorMethod tail) {
        this.read = read;
        this.tail = tail;
    }

    SupervisorMethod read() {
        return read;
    }

    SupervisorMethod tail() {
        return tail;
    }
}
