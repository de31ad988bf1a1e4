package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds every call against the rule of its route; no rule, no entry. */
final class RuleInterceptor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true; // the end of an answer that was let in before
        }
        RouteRule rule =
                handler instanceof HandlerMethod route ? RouteRule.of(route).orElse(null) : null;
        if (!permits(rule, CallerResolver.current())) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        return true;
    }

    private static boolean permits(@Nullable RouteRule rule, @Nullable Caller caller) {
        if (rule instanceof RouteRule.Everyone) {
            return true;
        }
        return caller != null
                && rule instanceof RouteRule.AtLeast needed
                && caller.has(needed.role())
                && (!needed.everyProject() || caller.seesAll());
    }
}
