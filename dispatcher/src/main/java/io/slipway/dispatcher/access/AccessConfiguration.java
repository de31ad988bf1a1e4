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
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Authentication stands before routing: without a valid token every address but the two of health gives the same 401, also one that
 * does not exist (reliability rule A0). What a known caller may do is then the rule of the route.
 */
@Configuration
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration implements WebMvcConfigurer {
    /** What answers without a token; the routes are marked {@link Open}. */
    static final List<String> OPEN = List.of("/health", "/health/ready");

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class); // comes from the token, not from the request
    }

    @Bean
    SecurityFilterChain bearerOnly(HttpSecurity http, TokenRegistry tokens, Problems problems) {
        return http.csrf(AbstractHttpConfigurer::disable) // a browser never sends a bearer token by itself
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokenFilter(tokens, problems), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules
                        // An error or the end of a stream belongs to a request that was let in before.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN.toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, why) -> unauthorized(problems, request, response))
                        .accessDeniedHandler((request, response, why) ->
                                problems.write(request, response, new ProblemException(ProblemCode.FORBIDDEN))))
                .build();
    }

    private static void unauthorized(Problems problems, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"slipway\"");
        problems.write(request, response, new ProblemException(ProblemCode.UNAUTHORIZED));
    }

    /** There are no passwords: without this bean Boot would invent a user and log its password. */
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
    }
}
