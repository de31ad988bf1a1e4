package io.slipway.dispatcher.store;

import java.util.List;

/**
 * Roles in a project, as they are stored.
 *
 * @param project its code, or {@code *} for all
 * @param roles {@code viewer}, {@code operator}, {@code releaser}, {@code approver}, {@code admin}
 */
public record RoleGrant(String project, List<String> roles) {}
