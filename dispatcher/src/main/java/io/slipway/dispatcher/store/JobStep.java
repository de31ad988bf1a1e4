package io.slipway.dispatcher.store;

import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a job.
 *
 * @param targets ids of its targets: what they are called is known at accept, so nothing ever has to search for them
 */
public record JobStep(
        StepKind kind,
        StepState state,
        List<String> targets,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
