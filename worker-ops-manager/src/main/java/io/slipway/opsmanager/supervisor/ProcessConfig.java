package io.slipway.opsmanager.supervisor;

/**
 * What supervisord's own configuration says of one process.
 *
 * @param name of the program
 * @param group of the program
 * @param startSecs seconds it must stay up to be RUNNING
 * @param startRetries tries before FATAL
 * @param stopWaitSecs seconds from the stop signal to SIGKILL
 */
public record ProcessConfig(String name, String group, int startSecs, int startRetries, int stopWaitSecs) {
    /** As {@link ProcessInfo#is}. */
    public boolean is(String wanted) {
        return wanted.equals(group + ":" + name) || group.equals(name) && wanted.equals(name);
    }
}
