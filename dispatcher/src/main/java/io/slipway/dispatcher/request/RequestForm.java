package io.slipway.dispatcher.request;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.plan.JobIntake;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A kind of job request, for who hands it in under its name and not at its own address. */
public interface RequestForm {
    /** The last segment of its own address, for example {@code hot-updates}. */
    String name();

    /**
     * Every check of its own address, and nothing stored.
     *
     * @throws io.slipway.dispatcher.http.ProblemException as at its own address
     */
    CheckedRequest check(Caller caller, String project, String area, JsonNode body);

    /** The role its own address needs. */
    default AccessRole role() {
        return AccessRole.OPERATOR;
    }

    /** Whether it may be handed in at a later time; what stands on a plan may not, which holds for a while only. */
    default boolean canWait() {
        return true;
    }

    /** Whether it may need somebody's yes. */
    default boolean approvable() {
        return true;
    }

    /**
     * Hands in what was checked.
     *
     * @throws io.slipway.dispatcher.http.ProblemException as at its own address
     */
    default JobIntake.Accepted accept(JobDesk desk, CheckedRequest request, @Nullable String overrideReason) {
        return desk.accept(request.location().project(), request.job(), overrideReason);
    }
}
