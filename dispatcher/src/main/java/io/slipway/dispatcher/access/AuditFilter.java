package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.FilterOrder;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * One audit entry for each request that wants to change something, accepted or refused. The answer is held back until the entry is
 * stored.
 */
@Component
@Order(FilterOrder.AUDIT)
class AuditFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** The one GET with an effect: a provider sends the browser there, and someone is logged in. */
    private static final String LOGIN_BY_REDIRECT = "/api/v1/session/oidc/callback";

    private static final int MAX_PATH = 512;

    private final AuditStore audit;
    private final Clock clock;

    AuditFilter(AuditStore audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod()) && !request.getRequestURI().equals(LOGIN_BY_REDIRECT);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, held);
        } finally {
            record(request, held.getStatus());
        }
        held.copyBodyToResponse();
    }

    private void record(HttpServletRequest request, int status) {
        String path = request.getRequestURI();
        AuditEntry entry = new AuditEntry(
                clock.instant(),
                RequestMarks.requestId(request),
                RequestMarks.who(request),
                request.getMethod(),
                path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH),
                status,
                RequestMarks.code(request),
                RequestMarks.job(request),
                RequestMarks.note(request));
        if (entry.code().equals(ProblemCode.STORE_UNAVAILABLE.wire())) {
            LOG.warn("not in the audit, the store is away: {}", entry); // asking it again would only double the wait
            return;
        }
        try {
            audit.add(entry);
        } catch (RuntimeException e) {
            LOG.error("not in the audit: {}", entry, e);
        }
    }
}
