package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.job.JobKind;
import io.slipway.name.SafeName;

/** What job requests have: a uuid and, where they move files, a version. */
public final class NameChecks {
    /** Job ids of pulls begin with this, so that a uuid must not. */
    private static final String PULL_PREFIX = NewJob.idFor(JobKind.FILE_PULL, "");

    private NameChecks() {}

    static void check(String uuid, String version, FieldProblems problems) {
        uuid(uuid, problems);
        problems.require(SafeName.allowed(version), ProblemCode.BAD_NAME, "/version");
    }

    /** That it is a name, and not one of those of pulls. */
    public static void uuid(String uuid, FieldProblems problems) {
        problems.require(SafeName.allowed(uuid) && !uuid.startsWith(PULL_PREFIX), ProblemCode.BAD_NAME, "/uuid");
    }
}
