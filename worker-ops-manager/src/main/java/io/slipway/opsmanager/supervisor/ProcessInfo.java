package io.slipway.opsmanager.supervisor;

import java.time.Instant;

/**
 * One reading of one process.
 *
 * @param name of the program; {@link #process()} is what calls take
 * @param group of the program; the name itself where it is in none
 * @param state as read
 * @param pid 0 where no process runs
 * @param start last start by the host's clock, seconds since 1970, 0 if never
 * @param stop last stop by the host's clock, seconds since 1970, 0 if never
 * @param now the host's clock at the reading, seconds since 1970
 * @param exitStatus of the last run, 0 where there is none
 * @param spawnError why the last start failed, else empty
 * @param description for people: {@code pid 6056, uptime 0:01:24}
 * @param stdoutLog path on the host, empty where output is not kept
 * @param stderrLog path on the host, empty where output is not kept
 */
public record ProcessInfo(
        String name,
        String group,
        ProcessState state,
        long pid,
        long start,
        long stop,
        long now,
        int exitStatus,
        String spawnError,
        String description,
        String stdoutLog,
        String stderrLog) {
    /** The name calls take: {@code group:name}, or the bare name for a program in no group. */
    public String process() {
        return group.equals(name) ? name : group + ":" + name;
    }

    /** Whether {@code wanted} means this process; {@code name:name} is the bare name too. */
    public boolean is(String wanted) {
        return wanted.equals(process()) || wanted.equals(group + ":" + name);
    }

    /** Seconds since the last start by the host's clock, 0 where no process runs. */
    public long uptimeSeconds() {
        return pid == 0 ? 0 : Math.max(0, now - start);
    }

    /** The last start by the host's clock. */
    public Instant startedAt() {
        return Instant.ofEpochSecond(start);
    }
}
