package io.slipway.dispatcher.access;

import java.util.Set;

/**
 * What someone may do in one project, or in all.
 *
 * @param project its code, or {@code *} for every project, also those to come
 */
public record Grant(String project, Set<AccessRole> roles) {
    public static final String EVERY = "*";

    public Grant {
        roles = Set.copyOf(roles);
    }

    boolean isAbout(String code) {
        return project.equals(EVERY) || project.equals(code);
    }

    boolean covers(AccessRole needed) {
        return roles.stream().anyMatch(role -> role.covers(needed));
    }
}
