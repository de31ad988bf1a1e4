package io.slipway.opsmanager.supervisor;

import java.util.Optional;

/** Where the supervisord of a project's host is. */
public interface SupervisorSites {
    /** Empty where the project has no settings, or another adapter. */
    Optional<SupervisorAddress> of(String project, String ip);
}
