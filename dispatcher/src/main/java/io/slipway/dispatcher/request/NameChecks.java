package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.job.JobKind;
import io.slipway.name.SafeName;

/** What every job request has: a uuid and a version. */
final class NameChecks {
    /** Job ids of pulls begin with this, so that a uuid must not. */
    private static final String PULL_PREFIX = NewJob.idFor(JobKind.FILE_PULL, "");

    private NameChecks() {}

    static void check(String uuid, String version, FieldProblems problems) {
        problems.require(SafeName.allowed(uuid) && !uuid.startsWith(PULL_PREFIX), ProblemCode.BAD_NAME, "/uuid");
        problems.require(SafeName.allowed(version), ProblemCode.BAD_NAME, "/version");
    }
}
