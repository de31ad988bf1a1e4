package io.slipway.dispatcher.access;

import java.util.Locale;
import java.util.Optional;

/** What one may do in a project. {@link #covers} says which roles include which others. */
public enum AccessRole {
    /** Look at jobs and configuration. */
    VIEWER,
    /** Viewer, and: start and steer hot updates, pulls and services, reapply, look for drift, read logs, replay callbacks. */
    OPERATOR,
    /** Operator, and: unpack versions, plan, run and steer releases, converge, roll back, say what is desired. */
    RELEASER,
    /** Viewer, and: approve and reject what others ask for. */
    APPROVER,
    /** All of it, and: change projects, servers and calendars; for every project also queue mappings, accounts and tokens. */
    ADMIN;

    public boolean covers(AccessRole needed) {
        return this == needed || this == ADMIN || needed == VIEWER || (this == RELEASER && needed == OPERATOR);
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AccessRole> ofWire(String wire) {
        for (AccessRole role : values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
