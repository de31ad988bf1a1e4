package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a host found. Ages are counted to the sending, since clocks differ.
 *
 * @param area name of the area
 * @param digest of the processes as they were last seen; empty where they never were
 * @param ageMillis since the reading, also of one that failed
 * @param seenMillis since the processes were seen; the same, unless there is a problem
 * @param hostSeconds the host's clock when they were seen, seconds since 1970; 0 where they never were
 * @param processes all of them as they were last seen; null where they are those of that digest, which was sent before
 * @param problem set where the host could not be read: nothing is known of its processes now
 */
public record HostReading(
        String project,
        String area,
        String ip,
        String digest,
        long ageMillis,
        long seenMillis,
        long hostSeconds,
        @Nullable List<ProcessReading> processes,
        @Nullable ReadingProblem problem) {}
