package io.slipway.dispatcher.http;

import io.slipway.trace.LogMarks;
import io.slipway.trace.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id of our own, in the answer ({@code X-Request-Id}), in problems and in the log, and goes on with the trace it
 * came with.
 */
@Component
@Order(FilterOrder.REQUEST_ID)
class RequestIdFilter extends OncePerRequestFilter {
    private static final String REQUEST_ID = "request_id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = UUID.randomUUID().toString();
        RequestMarks.requestId(request, id);
        response.setHeader("X-Request-Id", id);
        // A text that is no trace is left alone: one of our own is begun, as the standard wants it.
        Trace trace =
                Trace.parse(request.getHeader(Trace.HEADER)).map(Trace::next).orElseGet(Trace::fresh);
        try (LogMarks marks = LogMarks.open().with(REQUEST_ID, id).with(trace)) {
            chain.doFilter(request, response);
        }
    }
}
