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
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognizes the caller by {@code Authorization: Bearer}; whoever is not recognized goes on as nobody. */
final class BearerTokenFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final TokenRegistry tokens;
    private final Problems problems;

    BearerTokenFilter(TokenRegistry tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Liveness asks nothing outside this process, also for a caller who shows a token. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return AccessConfiguration.OPEN.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = bearer(request).flatMap(tokens::recognize);
        } catch (RuntimeException e) {
            if (!StoreAway.causes(e)) {
                throw e;
            }
            problems.write(request, response, new ProblemException(ProblemCode.STORE_UNAVAILABLE));
            return;
        }
        caller.ifPresent(known -> enter(request, known));
        chain.doFilter(request, response);
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static void enter(HttpServletRequest request, Caller caller) {
        RequestMarks.who(request, caller.name());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        SecurityContextHolder.setContext(context);
    }
}
