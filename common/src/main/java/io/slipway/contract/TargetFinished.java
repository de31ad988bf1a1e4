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
 * @param workerId who did it; null where no worker did
 * @param millis how long it took; an attempt that was over at once is told by this report alone
 */
public record TargetFinished(
        String targetId,
        int attempt,
        OutcomeKind outcome,
        @Nullable Failure failure,
        Map<String, ServerResult> servers,
        long files,
        long bytes,
        @Nullable String workerId,
        @Nullable Long millis)
        implements Report {

    /** An end that no worker tells of itself. */
    public TargetFinished(
            String targetId,
            int attempt,
            OutcomeKind outcome,
            @Nullable Failure failure,
            Map<String, ServerResult> servers,
            long files,
            long bytes) {
        this(targetId, attempt, outcome, failure, servers, files, bytes, null, null);
    }
}
