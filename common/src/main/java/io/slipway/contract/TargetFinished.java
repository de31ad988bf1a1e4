package io.slipway.contract;

import io.slipway.job.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of one attempt.
 *
 * @param failure null exactly where the outcome is {@link OutcomeKind#SUCCEEDED}
 * @param servers result per game server, empty for a pull or push
 * @param files number of files the target now has
 * @param bytes their size
 */
public record TargetFinished(
        String targetId,
        int attempt,
        OutcomeKind outcome,
        @Nullable Failure failure,
        Map<String, ServerResult> servers,
        long files,
        long bytes)
        implements Report {}
