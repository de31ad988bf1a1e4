package io.slipway.dispatcher.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a request that wanted to change something, before it has its place in the chain; see {@code AuditEntry}. */
record AuditFacts(
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
        @Nullable String after) {}
