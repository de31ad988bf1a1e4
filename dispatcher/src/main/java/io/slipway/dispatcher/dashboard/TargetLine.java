package io.slipway.dispatcher.dashboard;

import io.slipway.contract.Progress;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.Failure;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target in the live stream: what a row of the job's page shows. */
@Schema(name = "TargetLine")
record TargetLine(
        String targetId,
        StepKind step,
        String key,
        TargetState state,
        int attempt,
        @Nullable String worker,
        @Nullable Progress progress,
        @Nullable String failureCode,
        long files,
        long bytes) {

    static TargetLine of(Target target) {
        Failure failure = target.failure();
        return new TargetLine(
                target.id(),
                target.step(),
                target.key(),
                target.state(),
                target.attempt(),
                target.worker(),
                target.progress(),
                failure == null ? null : failure.code().wire(),
                target.files(),
                target.bytes());
    }
}
