package io.slipway.dispatcher.account;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Under which address browsers know this installation. */
final class DashboardAddress {
    private final @Nullable String configured;

    /** @param configured {@code slipway.dashboard.url}; without it the one a request was sent to */
    DashboardAddress(@Nullable String configured) {
        this.configured = configured == null || configured.isBlank() ? null : configured.replaceAll("/+$", "");
    }

    /** Without a slash at its end. */
    String of(HttpServletRequest request) {
        return configured != null
                ? configured
                : ServletUriComponentsBuilder.fromContextPath(request).toUriString();
    }
}
