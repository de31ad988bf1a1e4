package io.slipway.contract;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The states supervisord has for a process. */
public enum ProcessState {
    STOPPED,
    STARTING,
    RUNNING,
    BACKOFF,
    STOPPING,
    EXITED,
    FATAL,
    /** Nobody knows: supervisord does not, or its host does not answer. */
    UNKNOWN;

    private static final Map<String, ProcessState> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** The state of that {@code statename}; {@link #UNKNOWN} for a name of a later supervisord. */
    public static ProcessState ofName(String statename) {
        return BY_NAME.getOrDefault(statename, UNKNOWN);
    }
}
