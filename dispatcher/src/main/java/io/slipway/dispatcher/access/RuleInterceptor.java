package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Holds every call against the rule of its route; no rule, no entry. It leaves the needed role in the request, so that the
 * {@link Caller} a controller gets answers for that role; where the path names the project it asks at once.
 */
final class RuleInterceptor implements HandlerInterceptor {
    /** Attribute of the request: the {@link AccessRole} its route needs. */
    static final String ROLE = RuleInterceptor.class.getName() + ".role";

    private static final String PROJECT = "project";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true; // the end of an answer that was let in before
        }
        RouteRule rule =
                handler instanceof HandlerMethod route ? RouteRule.of(route).orElse(null) : null;
        if (rule instanceof RouteRule.Everyone) {
            return true;
        }
        Caller caller = CallerResolver.current();
        if (caller == null || rule == null) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        if (rule instanceof RouteRule.AtLeast needed) {
            check(needed, caller, request);
        }
        return true;
    }

    private static void check(RouteRule.AtLeast needed, Caller caller, HttpServletRequest request) {
        boolean permitted =
                needed.everyProject() ? caller.holdsEverywhere(needed.role()) : caller.holdsSomewhere(needed.role());
        if (!permitted) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        request.setAttribute(ROLE, needed.role());
        String project = projectOf(request);
        if (project != null) {
            caller.on(needed.role()).mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        }
    }

    private static @Nullable String projectOf(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get(PROJECT) instanceof String project
                ? project
                : null;
    }
}
