package io.slipway.dispatcher.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job goes over its hosts, fixed at accept.
 *
 * @param waves one after another, numbered from 1; each host is in exactly one
 * @param parallel how many hosts are worked on together, at least 1
 * @param between what happens after a wave that is not the last
 * @param pauseSeconds of {@link Between#PAUSE}; 0 for the others
 * @param maxFailures hosts that may fail before nothing more is handed out; 0: the first failure stops it
 */
public record WavePlan(List<Wave> waves, int parallel, Between between, int pauseSeconds, int maxFailures) {
    /**
     * @param name what people read, for example {@code canary}
     * @param hosts IPs, in the order they begin
     */
    public record Wave(int number, String name, List<String> hosts) {}

    /** What happens between two waves. */
    public enum Between {
        /** The next one begins at once. */
        CONTINUE,
        /** A person has to say so. */
        CONFIRM,
        /** It begins after a while. */
        PAUSE
    }

    /** The wave a host is in. */
    public @Nullable Wave waveOf(String host) {
        return waves.stream()
                .filter(wave -> wave.hosts().contains(host))
                .findFirst()
                .orElse(null);
    }
}
