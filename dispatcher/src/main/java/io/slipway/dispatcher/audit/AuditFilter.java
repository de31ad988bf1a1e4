package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.http.FilterOrder;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.RequestMarks;
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

    private final AuditChain chain;
    private final AuditValues values;
    private final Clock clock;

    AuditFilter(AuditChain chain, AuditValues values, Clock clock) {
        this.chain = chain;
        this.values = values;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod()) && !request.getRequestURI().equals(LOGIN_BY_REDIRECT);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain filters)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        try {
            filters.doFilter(request, held);
        } finally {
            record(request, held.getStatus());
        }
        held.copyBodyToResponse();
    }

    private void record(HttpServletRequest request, int status) {
        String path = request.getRequestURI();
        RequestMarks.Change change = RequestMarks.change(request);
        AuditValues.Change told = change == null ? AuditValues.Change.NONE : values.of(change.before(), change.after());
        AuditFacts facts = new AuditFacts(
                clock.instant(),
                RequestMarks.requestId(request),
                RequestMarks.who(request),
                request.getRemoteAddr(),
                request.getMethod(),
                path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH),
                status,
                RequestMarks.code(request),
                RequestMarks.project(request),
                RequestMarks.job(request),
                RequestMarks.note(request),
                told.before(),
                told.after());
        if (facts.code().equals(ProblemCode.STORE_UNAVAILABLE.wire())) {
            // Asking it again would only double the wait.
            LOG.warn("not in the audit, the store is away: {}", line(facts));
            return;
        }
        try {
            chain.add(facts);
        } catch (RuntimeException e) {
            LOG.error("not in the audit: {}", line(facts), e);
        }
    }

    /** One line of the log, whatever was sent. */
    private static String line(AuditFacts facts) {
        return AuditLinks.canonical(AuditLinks.after(null, facts));
    }
}
