package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Problems;
import io.slipway.dispatcher.http.RequestMarks;
import io.slipway.dispatcher.store.StoreAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognizes the caller by {@code Authorization: Bearer}, and where there is no such header by the cookie of a session; whoever is
 * not recognized goes on as nobody. What changes something with a cookie alone is refused: another site could have sent it.
 */
final class CallerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final TokenRegistry tokens;
    private final MetricsToken metrics;
    private final LoggedIn people;
    private final Problems problems;

    CallerFilter(TokenRegistry tokens, MetricsToken metrics, LoggedIn people, Problems problems) {
        this.tokens = tokens;
        this.metrics = metrics;
        this.people = people;
        this.problems = problems;
    }

    /** Liveness asks nothing outside this process, and a login is by nobody, also for a caller who shows something. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OpenRoutes.ALL.stream()
                .anyMatch(open -> open.method().matches(request.getMethod())
                        && open.path().equals(request.getRequestURI()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = recognize(request);
        } catch (RuntimeException e) {
            if (!StoreAway.causes(e)) {
                throw e;
            }
            problems.write(request, response, new ProblemException(ProblemCode.STORE_UNAVAILABLE));
            return;
        }
        caller.ifPresent(known -> RequestMarks.who(request, known.name()));
        if (caller.isPresent() && forged(request)) {
            problems.write(request, response, new ProblemException(ProblemCode.CSRF));
            return;
        }
        if (caller.isPresent()) {
            request.setAttribute(AdmissionResolver.AGAIN, later(request));
            enter(caller.get());
        }
        chain.doFilter(request, response);
    }

    private Optional<Caller> recognize(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? people.recognize(request)
                : bearer(request)
                        .flatMap(text -> metrics.recognize(request, text).or(() -> tokens.recognize(text)));
    }

    private Supplier<Optional<Caller>> later(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? people.later(request)
                : tokens.later(bearer(request).orElse(""));
    }

    private boolean forged(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && !READING.contains(request.getMethod())
                && !people.comesFromOurPage(request);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
