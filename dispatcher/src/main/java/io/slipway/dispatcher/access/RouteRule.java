package io.slipway.dispatcher.access;

import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;

/** Who may call a route. */
sealed interface RouteRule {
    /** Everyone, also nobody in particular. */
    record Everyone() implements RouteRule {}

    /** Whoever is known, also without a role. */
    record AnyKnown() implements RouteRule {}

    /** @param everyProject only who has the role in every project */
    record AtLeast(AccessRole role, boolean everyProject) implements RouteRule {}

    /** Empty where nobody declared a rule, which means that nobody may call it. */
    static Optional<RouteRule> of(HandlerMethod route) {
        Allowed allowed = route.getMethodAnnotation(Allowed.class);
        if (allowed != null) {
            return Optional.of(new AtLeast(allowed.value(), allowed.everyProject()));
        }
        if (route.hasMethodAnnotation(Known.class)) {
            return Optional.of(new AnyKnown());
        }
        if (route.hasMethodAnnotation(Open.class) || ErrorController.class.isAssignableFrom(route.getBeanType())) {
            return Optional.of(new Everyone());
        }
        // The generated description of the API is not ours to annotate.
        return route.getBeanType().getPackageName().startsWith("org.springdoc.")
                ? Optional.of(new AtLeast(AccessRole.VIEWER, false))
                : Optional.empty();
    }
}
