package io.slipway.job;

import java.util.Locale;

/** What a worker can do; the first word of every routing key. */
public enum Role {
    FILE_PULL,
    FILE_PUSH,
    /** Passes on what reached the receiver of a region. */
    FILE_RELAY,
    OPS_MANAGER;

    /** {@code file-pull}, {@code file-push}, {@code ops-manager}: used in routing keys, JSON and configuration. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for a text that is no role */
    public static Role ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
