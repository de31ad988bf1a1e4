package io.slipway.dispatcher.store;

import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.util.List;

/** A host of an apply about which nothing but its state is known. */
public final class PlainTarget {
    private PlainTarget() {}

    /** @param id {@code {jobId}:apply:{ip}} */
    public static Target of(String id, TargetState state, int attempt) {
        return new Target(
                id,
                Target.jobOf(id),
                StepKind.APPLY,
                Target.keyOf(id),
                state,
                attempt,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                0,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
