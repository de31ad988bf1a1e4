package io.slipway.dispatcher.dispatch;

import io.slipway.job.Role;
import java.util.Optional;

/** Which queue the work of a project goes to now. */
public interface QueueChoice {
    /** Empty where the project, or the area, has no queue of that role. */
    Optional<String> queueFor(Role role, String project, String area);
}
