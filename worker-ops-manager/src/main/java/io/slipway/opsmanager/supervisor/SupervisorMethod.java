package io.slipway.opsmanager.supervisor;

import java.util.Arrays;

/** Every method this program may call; there is no way to name another (reliability rule A25). */
public enum SupervisorMethod {
    VERSION("supervisor.getSupervisorVersion"),
    ALL_PROCESS_INFO("supervisor.getAllProcessInfo"),
    PROCESS_INFO("supervisor.getProcessInfo"),
    ALL_CONFIG_INFO("supervisor.getAllConfigInfo"),
    START("supervisor.startProcess"),
    STOP("supervisor.stopProcess"),
    READ_LOG("supervisor.readLog"),
    READ_STDOUT("supervisor.readProcessStdoutLog"),
    READ_STDERR("supervisor.readProcessStderrLog"),
    TAIL_STDOUT("supervisor.tailProcessStdoutLog"),
    TAIL_STDERR("supervisor.tailProcessStderrLog"),
    MULTICALL("system.multicall");

    private final String wire;

    SupervisorMethod(String wire) {
        this.wire = wire;
    }

    /** The name in the request. */
    public String wire() {
        return wire;
    }

    /** @throws IllegalArgumentException for every name that is not in this list, nested ones included */
    public static SupervisorMethod of(String wire) {
        return Arrays.stream(values())
                .filter(method -> method.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a method that is never called: " + wire));
    }
}
