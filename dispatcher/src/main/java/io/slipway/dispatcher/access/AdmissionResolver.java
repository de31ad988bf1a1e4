package io.slipway.dispatcher.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Admission} of the request; of one by nobody it never holds. */
final class AdmissionResolver implements HandlerMethodArgumentResolver {
    /** Attribute of the request: a {@code Supplier<Optional<Caller>>} that knows its caller anew. */
    static final String AGAIN = AdmissionResolver.class.getName() + ".again";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Admission.class;
    }

    @Override
    @SuppressWarnings("unchecked") // only CallerFilter sets it
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object again = request.getAttribute(AGAIN, RequestAttributes.SCOPE_REQUEST);
        Object needed = request.getAttribute(RuleInterceptor.ROLE, RequestAttributes.SCOPE_REQUEST);
        return again instanceof Supplier<?> && needed instanceof AccessRole role
                ? new Admission((Supplier<Optional<Caller>>) again, role)
                : new Admission(Optional::empty, AccessRole.ADMIN);
    }
}
