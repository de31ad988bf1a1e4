package io.slipway.opsmanager.supervisor;

import java.util.List;
import java.util.Optional;

/**
 * One look at a whole supervisord.
 *
 * @param version 3.3.3 or later
 * @param configs empty where supervisord is too old to tell
 * @param processes all of them
 */
public record SupervisorLook(String version, List<ProcessConfig> configs, List<ProcessInfo> processes) {
    /** @param process {@code group:name}, or the bare name of a program in no group */
    public Optional<ProcessInfo> process(String process) {
        return processes.stream().filter(info -> info.is(process)).findFirst();
    }

    /** @param process {@code group:name}, or the bare name of a program in no group */
    public Optional<ProcessConfig> config(String process) {
        return configs.stream().filter(config -> config.is(process)).findFirst();
    }
}
