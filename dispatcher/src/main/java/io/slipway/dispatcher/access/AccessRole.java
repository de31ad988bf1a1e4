package io.slipway.dispatcher.access;

import java.util.Locale;
import java.util.Optional;

/** What a token may do; each role includes those before it. */
public enum AccessRole {
    /** Look at jobs and configuration. */
    VIEWER,
    /** Start, cancel and retry jobs, replay callbacks. */
    OPERATOR,
    /** Change projects, queue mappings and tokens. */
    ADMIN;

    public boolean covers(AccessRole needed) {
        return compareTo(needed) >= 0;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AccessRole> ofWire(String wire) {
        for (AccessRole role : values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
