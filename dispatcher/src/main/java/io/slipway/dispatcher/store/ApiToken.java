package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an API token; never the token itself.
 *
 * @param hash SHA-256 of the token, 64 hex digits
 * @param name unique, shown in the audit
 * @param projects project codes, or {@code *} alone for all
 * @param roles {@code viewer}, {@code operator}, {@code releaser}, {@code approver}, {@code admin}
 * @param expiresAt null where it never does
 */
public record ApiToken(
        String hash,
        String name,
        List<String> projects,
        List<String> roles,
        Instant createdAt,
        @Nullable Instant expiresAt,
        boolean disabled) {}
