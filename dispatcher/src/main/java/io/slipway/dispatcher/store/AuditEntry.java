package io.slipway.dispatcher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that wanted to change something, as a link of the chain.
 *
 * @param seq 1, and one more for each entry
 * @param at to the millisecond
 * @param who name of the token or account, {@code -} where there was no valid one
 * @param address IP it came from
 * @param path as it was sent, percent-encoded, at most 512 characters
 * @param status HTTP status
 * @param code problem code, {@code ok} where it was accepted
 * @param project what it was about; null where it was about none, or about several
 * @param jobId the job it was about
 * @param note the reason its caller gave, where one was asked for
 * @param before JSON of what differed before the change; null where nothing was changed, or nothing was there
 * @param after the same, afterwards
 * @param previous {@code hash} of the entry before; 64 zeros for the first
 * @param hash 64 hex digits over all of the above
 */
public record AuditEntry(
        long seq,
        Instant at,
        String requestId,
        String who,
        String address,
        String method,
        String path,
        int status,
        String code,
        @Nullable String project,
        @Nullable String jobId,
        @Nullable String note,
        @Nullable String before,
        @Nullable String after,
        String previous,
        String hash) {}
