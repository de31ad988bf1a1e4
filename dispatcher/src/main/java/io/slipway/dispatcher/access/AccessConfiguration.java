package io.slipway.dispatcher.access;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Authentication stands before routing: whoever is not known gets the same 401 from every address but the {@link OpenRoutes}, also
 * from one that does not exist (reliability rule A0). What a known caller may do is then the rule of the route.
 */
@Configuration
@EnableConfigurationProperties({AccessProperties.class, MetricsProperties.class})
class AccessConfiguration implements WebMvcConfigurer {
    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        Caller.class, Admission.class); // come from who is known, not from the request
    }

    @Bean
    SecurityFilterChain knownCallers(
            HttpSecurity http, TokenRegistry tokens, MetricsToken metrics, LoggedIn people, Problems problems) {
        return http.csrf(AbstractHttpConfigurer::disable) // CallerFilter asks for a token of its own
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new CallerFilter(tokens, metrics, people, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules
                        // An error or the end of a stream belongs to a request that was let in before.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(openRoutes())
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, why) -> unauthorized(problems, request, response))
                        .accessDeniedHandler((request, response, why) ->
                                problems.write(request, response, new ProblemException(ProblemCode.FORBIDDEN))))
                .build();
    }

    private static RequestMatcher[] openRoutes() {
        return OpenRoutes.ALL.stream()
                .map(open -> PathPatternRequestMatcher.withDefaults().matcher(open.method(), open.path()))
                .toArray(RequestMatcher[]::new);
    }

    private static void unauthorized(Problems problems, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"slipway\"");
        problems.write(request, response, new ProblemException(ProblemCode.UNAUTHORIZED));
    }

    /** Passwords are checked by the route of the login: without this bean Boot would invent a user and log its password. */
    @Bean
    AuthenticationManager noPasswords() {
        return attempt -> {
            throw new BadCredentialsException("no passwords here");
        };
    }

    /** URLs with tricks in them, such as {@code ..;/} or an encoded slash, never reach a route. */
    @Bean
    RequestRejectedHandler rejectedUrls(Problems problems) {
        return (request, response, why) ->
                problems.write(request, response, new ProblemException(ProblemCode.BAD_REQUEST));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RuleInterceptor());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
        resolvers.add(new AdmissionResolver());
    }
}
