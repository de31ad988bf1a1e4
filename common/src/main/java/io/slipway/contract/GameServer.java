package io.slipway.contract;

import org.jspecify.annotations.Nullable;

/**
 * One game server on the IP of an order.
 *
 * @param role {@code game}, {@code cross} or {@code cross_center}
 * @param name opaque name, for example {@code qq_1}
 * @param process what the host's supervisor calls it, for example {@code game:qq_1}; null where that is its name, and where it
 *     does not matter
 * @param health how it shows that it is well after a start; null where nothing is asked
 */
public record GameServer(
        String role,
        String name,
        @Nullable String process,
        @Nullable HealthCheck health) {

    /** One whose process does not matter, as for a hot update. */
    public GameServer(String role, String name) {
        this(role, name, null, null);
    }

    /** Its process at the host's supervisor. */
    public String processName() {
        return process == null ? name : process;
    }
}
