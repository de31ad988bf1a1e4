package io.slipway.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a host found.
 *
 * @param area name of the area
 * @param digest of the processes as they were last seen; empty where they never were
 * @param ageMillis from the reading to the sending
 * @param hostSeconds the host's clock at the reading, seconds since 1970; 0 with a problem
 * @param processes all of them; null where they are those of that digest, which was sent before, and with a problem
 * @param problem set where the host could not be read: nothing is known of its processes now
 */
public record HostReading(
        String project,
        String area,
        String ip,
        String digest,
        long ageMillis,
        long hostSeconds,
        @Nullable List<ProcessReading> processes,
        @Nullable ReadingProblem problem) {}
