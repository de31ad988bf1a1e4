package io.slipway.dispatcher.dispatch;

import io.slipway.job.Role;
import java.util.Optional;

/** Tells which queue takes a project's work of a role in an area, as the queue mappings have it now. */
public interface OrderQueues {
    Optional<String> queueFor(Role role, String project, String area);
}
