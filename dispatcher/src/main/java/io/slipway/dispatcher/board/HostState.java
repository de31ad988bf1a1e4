package io.slipway.dispatcher.board;

import io.slipway.contract.HostReading;
import io.slipway.contract.ProcessReading;
import io.slipway.contract.ReadingProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a host. Times are by the dispatcher's clock, in milliseconds since 1970.
 *
 * @param digest of the processes; empty where they were never seen
 * @param readMillis of the last reading, also of one that failed
 * @param seenMillis when the processes were seen; 0 for never
 * @param hostSeconds the host's own clock then
 * @param worker that read it last
 */
record HostState(
        String digest,
        List<ProcessReading> processes,
        long readMillis,
        long seenMillis,
        long hostSeconds,
        String worker,
        @Nullable ReadingProblem problem) {
    private static final int MOST_PROCESSES = 256;
    private static final long OLDEST_MILLIS = 3_600_000;

    /** The next state; null where the reading names processes that never came. */
    static @Nullable HostState after(@Nullable HostState before, HostReading reading, String worker, long now) {
        List<ProcessReading> processes = reading.processes();
        if (processes == null) {
            if (reading.digest().isEmpty()) {
                processes = List.of();
            } else if (before != null && before.digest.equals(reading.digest())) {
                processes = before.processes;
            } else {
                return null;
            }
        }
        return new HostState(
                reading.digest(),
                processes.size() > MOST_PROCESSES ? processes.subList(0, MOST_PROCESSES) : processes,
                now - bounded(reading.ageMillis()),
                reading.digest().isEmpty() ? 0 : now - bounded(reading.seenMillis()),
                reading.hostSeconds(),
                worker,
                reading.problem());
    }

    /** Whether people would see a difference, apart from the age. */
    boolean looksLike(HostState other) {
        ReadingProblem mine = problem;
        ReadingProblem theirs = other.problem;
        boolean alike =
                mine == null || theirs == null ? mine == theirs : mine.code().equals(theirs.code());
        return alike && digest.equals(other.digest) && worker.equals(other.worker);
    }

    private static long bounded(long age) {
        return Math.max(0, Math.min(age, OLDEST_MILLIS));
    }
}
