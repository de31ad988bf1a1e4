package io.slipway.contract;

/**
 * One process as supervisord tells it, without what changes from second to second.
 *
 * @param name within its group
 * @param pid 0 where it does not run
 * @param startSeconds when it was started last, by the host's clock, seconds since 1970; 0 for never
 * @param exitStatus of the run before; 0 where there was none
 * @param note supervisord's description unless it runs: why it is in BACKOFF or FATAL, when it was stopped
 */
public record ProcessReading(
        String group, String name, ProcessState state, int pid, long startSeconds, int exitStatus, String note) {
    /** As supervisord's calls take it: {@code name}, or {@code group:name} in a group of another name. */
    public String fullName() {
        return group.equals(name) ? name : group + ":" + name;
    }
}
