package io.slipway.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run is made.
 *
 * @param seed everything that is chosen follows from it; what the machine does with it does not
 * @param minutes how long load and faults last; before it the installation starts, after it what is open may end
 * @param faults false for a run in which nothing is broken
 * @param older root of a checkout of an older commit in which {@code deploy/standalone} was built; null where only this build runs
 * @param out empty directory for the histories and the result
 */
record Options(
        long seed,
        double minutes,
        boolean faults,
        int areas,
        int hostsPerArea,
        int releaseHosts,
        @Nullable Path older,
        Path out) {
    /** One epmd listens on at most 16 addresses, of which two are its own. */
    private static final int MOST_HOSTS = 14;

    Options {
        if (areas * hostsPerArea > MOST_HOSTS) {
            throw new IllegalArgumentException("at most " + MOST_HOSTS + " hosts with a node, areas times hosts");
        }
    }

    /** @param arguments {@code --name value} pairs, all known ones: seed, minutes, faults, areas, hosts, releases, older, out */
    static Options of(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        return new Options(
                Long.parseLong(given.getOrDefault("--seed", "1")),
                Double.parseDouble(given.getOrDefault("--minutes", "8")),
                given.getOrDefault("--faults", "on").equals("on"),
                Integer.parseInt(given.getOrDefault("--areas", "4")),
                Integer.parseInt(given.getOrDefault("--hosts", "3")),
                Integer.parseInt(given.getOrDefault("--releases", "6")),
                given.containsKey("--older") ? Path.of(given.get("--older")).toAbsolutePath() : null,
                Path.of(given.getOrDefault("--out", "chaos-out")).toAbsolutePath());
    }
}
