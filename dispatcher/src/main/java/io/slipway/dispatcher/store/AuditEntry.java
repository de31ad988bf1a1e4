package io.slipway.dispatcher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that wanted to change something.
 *
 * @param who name of the token, {@code -} where there was no valid one
 * @param path as it was sent, percent-encoded, at most 512 characters
 * @param status HTTP status
 * @param code problem code, {@code ok} where it was accepted
 * @param jobId the job it was about
 * @param note the reason its caller gave, where one was asked for
 */
public record AuditEntry(
        Instant at,
        String requestId,
        String who,
        String method,
        String path,
        int status,
        String code,
        @Nullable String jobId,
        @Nullable String note) {}
